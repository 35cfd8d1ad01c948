import { describe, expect, it } from 'vitest';
import { isValueMap } from '../../../core/value/value.ts';
import { type KnownNames, readCsvResults } from '../../../runner/cli/csvResults.ts';

const NAMES: KnownNames = {
  parameters: new Map([
    ['x', { type: 'float' }],
    ['tag', { type: 'string' }],
    ['model.depth', undefined],
  ]),
  outputs: new Map([['label', { type: 'string' }]]),
};

/** Results as plain data. */
function results(csv: string): readonly unknown[] {
  return readCsvResults(csv, NAMES).results.map(({ point, outputs, replicate }) => [
    { ...point },
    isValueMap(outputs) ? { ...outputs } : outputs,
    replicate,
  ]);
}

describe('a table of results', () => {
  it('is read by the types of the schema; an empty cell is nothing', () => {
    expect(results('\ufeffx,tag,model.depth,y,label\r\n1e0,012,3,2.5,7\r\n,on,,NaN,NaN\r\n')).toEqual([
      [{ x: 1, tag: '012', 'model.depth': 3 }, { y: 2.5, label: '7' }, undefined],
      [{ tag: 'on' }, { y: Number.NaN, label: 'NaN' }, undefined],
    ]);
  });

  it('may be an export: facts are left out, `out.` taken away, and so is what made a formula harmless', () => {
    expect(
      results(
        "index,key,replicate,state,x,out.x,text,error\n0,aa,1,done,1,-Infinity,'=1+1,\n0,bb,0,failed,1,,,no\n0,cc,0,stale,2,'kept,[1],\n",
      ),
    ).toEqual([
      [{ x: 1 }, { x: Number.NEGATIVE_INFINITY, text: '=1+1' }, 1],
      [{ x: 2 }, { x: "'kept", text: [1] }, 0],
    ]);
  });

  it('says what its columns were taken for', () => {
    expect(readCsvResults('x,loss,state\n1,2,pending\n', NAMES)).toMatchObject({
      results: [],
      parameters: ['x'],
      outputs: ['loss'],
      skipped: 1,
    });
  });

  it.each([
    ['', 'The table is empty'],
    ['a,b\n1,2\n', 'no column of a parameter; the parameters are x, tag, model.depth'],
    ['x,y\n1,"2\n', 'has a quote that does not end'],
  ])('is refused: %j', (csv, message) => {
    expect(() => readCsvResults(csv, NAMES)).toThrow(message);
  });
});
