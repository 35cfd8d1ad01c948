import { RunnerError } from '../../protocol/errors.ts';
import type { ManageApi } from '../../protocol/manage.ts';
import type { VersionApi } from '../../protocol/versions.ts';
import type { TaskView } from '../taskView.ts';
import { acceptResults } from './accept.ts';
import { collectGarbage } from './collectGarbage.ts';
import { deleteResults } from './deleteResults.ts';
import { explainItem } from './explain.ts';
import { keepRenamed } from './keepRenamed.ts';
import type { ManagePlace } from './place.ts';
import { registerAll } from './registerAll.ts';
import { registerResult } from './registerResult.ts';
import { tagItem } from './tagItem.ts';
import { manifestFor } from '../manifest/manifest.ts';
import { compareVersionsOf } from '../versions/compare.ts';
import { dropVersion, freezeResults } from '../versions/freeze.ts';
import { frozenOf, shownVersion } from '../versions/frozen.ts';

/** Everything that is done to results after they were recorded. */
export function management(place: ManagePlace): ManageApi & VersionApi {
  const { store } = place;
  const quietView = async (file: string): Promise<TaskView> => {
    const { view } = await place.inspection(file);
    if (place.isRunning(view.plan.objective))
      throw new RunnerError(
        'bad-request',
        `Items of ${view.plan.task.name}, or of a task with the same objective, are being run; wait until that sweep has ended, or stop it with \`sweepdeck cancel\`.`,
      );
    return view;
  };
  const changing = <Answer>(file: string, change: (view: TaskView) => Answer | Promise<Answer>): Promise<Answer> =>
    place.change(async () => {
      const view = await quietView(file);
      const answer = await change(view);
      place.changed(view.plan.objective);
      return answer;
    });
  return {
    delete: (request) =>
      request.dry
        ? quietView(request.file).then((view) => deleteResults({ place, view }, request))
        : changing(request.file, (view) => deleteResults({ place, view }, request)),
    async restore({ deletion }) {
      if (place.isRunning())
        throw new RunnerError('bad-request', 'A sweep is running; wait until it has ended, or stop it with `sweepdeck cancel`.');
      const rows = store.restoreRows(deletion);
      if (rows === 0)
        throw new RunnerError(
          'bad-request',
          'There is nothing to restore: that deletion was taken back already, or `gc` has dropped its rows for good.',
        );
      return { rows };
    },
    register: (request) => changing(request.file, (view) => registerResult({ place, view }, request)),
    keepRenamed: (request) => {
      const work = (view: TaskView) => keepRenamed({ workspace: place.workspace, store, view }, request);
      return request.dry === true ? quietView(request.file).then(work) : changing(request.file, work);
    },
    registerAll: (request) => changing(request.file, (view) => registerAll({ place, view }, request)),
    async tag(request) {
      const of = await place.inspection(request.file);
      return place.keepingResults(() => tagItem(of, request));
    },
    async explain(request) {
      return explainItem(await place.inspection(request.file), request);
    },
    accept: (request) => changing(request.file, (view) => acceptResults({ store, view }, request)),
    freeze: (request) => changing(request.file, (view) => freezeResults({ store, view }, request)),
    drop: (request) => changing(request.file, (view) => dropVersion({ store, view }, request.version)),
    async versions(request) {
      const { view } = await place.inspection(request.file);
      return view.task === 0 ? [] : frozenOf(store, view.task).map(shownVersion);
    },
    compare: async (request) => compareVersionsOf({ store, view: (await place.inspection(request.file)).view }, request),
    manifest: async (request) => manifestFor({ store, view: (await place.inspection(request.file)).view }, request.version),
    gc: (request) => place.change(() => collectGarbage(place, request.dry === true)),
  };
}
