#!/usr/bin/env node
import { listenerData, runListener } from './cli/listener-thread.ts';
import { main } from './cli/main.ts';

// With `workers` the same file runs once more in each further thread.
const data = listenerData();
if (data) void runListener(data);
else void main(process.argv.slice(2), new URL(import.meta.url)).then(process.exit);
