// How much the colour of an element stands out from what lies behind it, from 1 (not at all) to 21.
globalThis.contrastOf = (element) => {
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  let behind = element;
  while (behind && (parts(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0)
    behind = behind.parentElement;
  const light = ([red = 0, green = 0, blue = 0]) => {
    const linear = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const pair = [
    light(parts(getComputedStyle(element).color)),
    light(behind ? parts(getComputedStyle(behind).backgroundColor) : []),
  ].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
};
