import i18next from 'i18next';
import { LONGEST_PROTO, MOST_PROTOS } from '../../../shared/decode/choices';
import { changeSettings } from '../../stores/settings';
import { useView } from '../../stores/view';
import { notify, notifyProblem } from '../../ui/notify';

/** Adds .proto files; one of the same name is replaced. Files that cannot be used with the others are not added. */
export async function addProtos(files: readonly File[]): Promise<boolean> {
  const tooLong = files.find(({ size }) => size > LONGEST_PROTO);
  if (tooLong) {
    notify(i18next.t('frames:proto.tooLong', { name: tooLong.name }), 'error', 'proto');
    return false;
  }
  const added = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
  const { protos } = useView.getState().settings;
  const kept = protos.filter(({ name }) => !added.some((file) => file.name === name));
  const next = [...kept, ...added];
  if (next.length > MOST_PROTOS) {
    notify(i18next.t('frames:proto.tooMany', { count: MOST_PROTOS }), 'error', 'proto');
    return false;
  }
  const { readProtoSources } = await import('../../../shared/decode/proto-schema');
  const read = readProtoSources(next);
  if (!read.ok) {
    notifyProblem(read.error);
    return false;
  }
  changeSettings({ protos: next });
  return true;
}

export function removeProto(name: string): void {
  const { protos } = useView.getState().settings;
  changeSettings({ protos: protos.filter((file) => file.name !== name) });
}
