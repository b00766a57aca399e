// Runs in a blank page: a picture as lossless WebP, similar colours made one. `size`: how far they may lie apart, of 255.
window.encodeWebp = async (source, size) => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth;
  canvas.height = image.naturalHeight;
  const drawing = canvas.getContext('2d', { alpha: false });
  drawing.drawImage(image, 0, 0);
  const picture = drawing.getImageData(0, 0, canvas.width, canvas.height);
  // Each pixel as one number; its alpha is always full.
  const pixels = new Uint32Array(picture.data.buffer);
  const cellOf = (pixel) => [0, 8, 16].map((shift) => Math.round(((pixel >>> shift) & 255) / size)).join();
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const chosen = new Map();
  for (const [pixel] of [...counts].sort((a, b) => b[1] - a[1]))
    if (!chosen.has(cellOf(pixel))) chosen.set(cellOf(pixel), pixel);
  // Surfaces keep their colour, however near to another's.
  const isSurface = (pixel) => counts.get(pixel) > pixels.length / 200;
  const merged = new Map(
    [...counts.keys()].map((pixel) => [pixel, isSurface(pixel) ? pixel : chosen.get(cellOf(pixel))]),
  );
  pixels.forEach((pixel, at) => {
    pixels[at] = merged.get(pixel);
  });
  drawing.putImageData(picture, 0, 0);
  return canvas.toDataURL('image/webp', 1);
};
