/** In this order, because most browsers also name the ones they descend from. */
const browsers = [
  ["Edge", /\bEdg(?:e|A|iOS)?\/(\d+)/],
  ["Opera", /\bOPR\/(\d+)/],
  ["Firefox", /\b(?:Firefox|FxiOS)\/(\d+)/],
  ["Chrome", /\b(?:Headless)?(?:Chrome|CriOS)\/(\d+)/],
  ["Safari", /\bVersion\/(\d+)[\d.]* (?:Mobile\/\w+ )?Safari/],
] as const;

const systems = [
  ["Android", /Android/],
  ["iOS", /iPhone|iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["ChromeOS", /\bCrOS\b/],
  ["Linux", /Linux/],
] as const;

/** `Firefox 145 on Linux`, from what a browser says of itself; anything else is cut to 60 characters. */
export function describeAgent(agent: string): string {
  const system = systems.find(([, pattern]) => pattern.test(agent))?.[0];
  for (const [name, pattern] of browsers) {
    const version = pattern.exec(agent)?.[1];
    if (version) return `${name} ${version}${system ? ` on ${system}` : ""}`;
  }
  return agent.length > 60 ? `${agent.slice(0, 59)}…` : agent;
}
