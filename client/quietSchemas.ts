import * as z from 'zod';

/*
 * Imported first, before any schema is made: schemas compiled with `new Function` gain nothing here, and the attempt
 * costs a warning of the extension host.
 */
z.config({ jitless: true });
