// Processes of this machine: whose children there are, how much processor time they have used and what memory they hold.

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";

/** Milliseconds in the unit that a process's time is told in. */
const TICK = 10;

/** The processes that a process has started: all of them, or those of a name. */
export function childrenOf(parent, name) {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" }).trim().split("\n");
  const rows = lines.map((line) => line.trim().split(/\s+/));
  const own = rows.filter(([, ppid, called]) => Number(ppid) === parent && (!name || called === name));
  return own.map(([pid]) => Number(pid));
}

/** Starts something; gives it, and the runtime's process that is new since. */
export async function withPid(start) {
  const runtimes = () => childrenOf(process.pid, "workerd");
  const before = runtimes();
  const started = await start();
  const [pid] = runtimes().filter((one) => !before.includes(one));
  return { started, pid };
}

/** Milliseconds of processor time, of user and system, that a process has used. */
export function cpu(pid) {
  const [, rest] = /^.*\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"));
  const fields = rest.split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK;
}

/** Megabytes of memory that a process holds. */
export function resident(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Math.round(Number(kilobytes) / 1024);
}

/** The same to the microsecond, of the threads that still run: for what is shorter than a tick. */
export function busy(pid) {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]));
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}
