#!/usr/bin/env node
import { Command } from 'commander';

import { addAdmins } from './admins';
import { addAssets } from './assets';
import { addDemo } from './demo';
import { addDoctor } from './doctor';
import { addEvents } from './events';
import { addMigrate } from './migrate';
import { addParked } from './parked';
import { addSend } from './send';

const program = new Command('tetrix')
  .description('Durable Meta webhooks: send, look, mend.')
  .showHelpAfterError();

addSend(program);
addEvents(program);
addParked(program);
addAdmins(program);
addAssets(program);
addDoctor(program);
addMigrate(program);
addDemo(program);

program.parseAsync().catch((error: Error & { code?: string }) => {
  const away = error.code === 'ECONNREFUSED' ? ' (is it running? `npm start`)' : '';
  console.error(`tetrix: ${error.message || error.code}${away}`);
  process.exitCode = 1;
});
