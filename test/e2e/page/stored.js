// Answers everything this origin has stored in the browser, as one text.
(async () => {
  const texts = Object.entries({ ...localStorage, ...sessionStorage }).map(
    ([key, value]) => `${key}=${value}`,
  );
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  // Bytes as text, or JSON would show them as a list of numbers.
  const plain = (_key, value) =>
    ArrayBuffer.isView(value) || value instanceof ArrayBuffer
      ? new TextDecoder('latin1').decode(value)
      : value;
  for (const { name } of await indexedDB.databases()) {
    const database = await done(indexedDB.open(name));
    for (const store of database.objectStoreNames) {
      const values = await done(database.transaction(store).objectStore(store).getAll());
      texts.push(...values.map((value) => JSON.stringify(value, plain) ?? ''));
    }
    database.close();
  }
  return texts.join('\n');
})();
