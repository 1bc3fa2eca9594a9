import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openFile } from '../actions/open-file';
import { pathOf } from '../bridge';
import { notify } from '../ui/notify';
import classes from './FileDrop.module.css';

/** A file that is dragged over the window: what dropping it does. */
export function FileDrop() {
  const { t } = useTranslation('app');
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onDrag = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      // One that goes on to another element of the window is not gone.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(false);
      const { files } = event.dataTransfer;
      const [file] = files;
      if (!file) return;
      const path = pathOf(file);
      if (path === '' || !/\.(json|zmqcap)$/i.test(file.name)) {
        notify(t('drop.other', { name: file.name }), 'error', 'drop');
        return;
      }
      openFile(path);
      if (files.length > 1) notify(t('drop.first', { name: file.name }), 'info', 'drop');
    };
    document.addEventListener('dragenter', onDrag);
    document.addEventListener('dragover', onDrag);
    document.addEventListener('dragleave', onLeave);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragenter', onDrag);
      document.removeEventListener('dragover', onDrag);
      document.removeEventListener('dragleave', onLeave);
      document.removeEventListener('drop', onDrop);
    };
  }, [t]);
  if (!over) return undefined;
  return (
    <div className={classes['drop']} data-testid="file-drop">
      <div className={classes['card']}>
        <IconFileImport size={28} stroke={1.5} aria-hidden />
        <b>{t('drop.title')}</b>
        <span>{t('drop.text')}</span>
      </div>
    </div>
  );
}
