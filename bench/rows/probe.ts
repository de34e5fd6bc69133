import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

const PER_SECOND = 400;

/**
 * Latencies of a small file at a steady, low rate. A new request does not wait for the last one: a stall of the server
 * delays all that fall into it, as it would for as many people.
 */
export async function probe(url: string, seconds: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const latencies: Promise<number>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * PER_SECOND);
    while (latencies.length < due) latencies.push(ask(url, agent));
    await sleep(1);
  }
  const all = await Promise.all(latencies);
  agent.destroy();
  return all;
}

function ask(url: string, agent: Agent): Promise<number> {
  const sentAt = performance.now();
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().once('end', () => resolve(performance.now() - sentAt));
    }).once('error', reject);
  });
}
