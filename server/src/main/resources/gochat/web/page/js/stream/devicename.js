// The name of this browser in the user's list of sessions.

/** The first one that matches counts: most browsers also name others. */
const BROWSERS = [
  ["Edge", /\bEdg(A|iOS)?\//u],
  ["Opera", /\bOPR\//u],
  ["Firefox", /\b(Firefox|FxiOS)\//u],
  ["Chrome", /Chrome\/|\bCriOS\//u],
  ["Safari", /\bSafari\//u],
];
const SYSTEMS = [
  ["Android", /\bAndroid\b/u],
  ["iPhone", /\biPhone\b/u],
  ["iPad", /\biPad\b/u],
  ["Windows", /\bWindows\b/u],
  ["macOS", /\bMacintosh\b/u],
  ["ChromeOS", /\bCrOS\b/u],
  ["Linux", /\bLinux\b/u],
];

/** Such as "Firefox · Linux". */
export function deviceName(userAgent) {
  const find = (table) => table.find(([, sign]) => sign.test(userAgent))?.[0];
  return [find(BROWSERS) ?? "Web", find(SYSTEMS)].filter(Boolean).join(" · ");
}
