import type { ResultsHost } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import type { RunnerOf } from '../runner.ts';
import type { Sweep } from '../sweeps.ts';
import { distributionRequest, fileChoice, itemChoice, keyRequest, neighboursRequest, pageRequest, plotRequest } from './resultsRequests.ts';

export type ResultsQuestions = Pick<
  ResultsHost,
  'page' | 'distributions' | 'plot' | 'item' | 'neighbours' | 'files' | 'preview' | 'findings' | 'hypotheses'
>;

/** What a page asks the runner, each request read through its schema; the file is the panel's own. */
export function resultsQuestions(context: Context, task: () => Sweep): ResultsQuestions {
  const asked = async <T>(ask: (runner: RunnerOf) => Promise<T>): Promise<T> => ask(await context.runners.need(task().uri));
  return {
    page: (request) => asked(({ api, file }) => api.page({ ...pageRequest.parse(request), file })),
    distributions: (request) => asked(({ api, file }) => api.distributions({ ...distributionRequest.parse(request), file })),
    plot: (request) => asked(({ api, file }) => api.plot({ ...plotRequest.parse(request), file })),
    item: (request) => asked(({ api, file }) => api.item({ ...itemChoice.parse(request), file })),
    neighbours: (request) => asked(({ api, file }) => api.neighbours({ ...neighboursRequest.parse(request), file })),
    files: (request) => asked(({ api, file }) => api.files({ ...keyRequest.parse(request), file })),
    preview: (request) => asked(({ api, file }) => api.preview({ ...fileChoice.parse(request), file })),
    findings: () => asked(({ api, file }) => api.findings({ file })),
    hypotheses: () => asked(({ api, file }) => api.hypotheses({ file })),
  };
}
