import fc from 'fast-check';

// A check that decides about a change asks the same questions of every change; everywhere else the questions are new each time.
if (process.env['CI']) fc.configureGlobal({ seed: 20_260_101 });
