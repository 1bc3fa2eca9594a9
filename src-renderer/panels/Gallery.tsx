import { Loader, Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GalleryEntry } from '../../shared/ipc';
import { request } from '../bridge';
import { openExample } from '../stores/files';
import { openDialog, useView } from '../stores/view';
import classes from './Gallery.module.css';
import { TopologyDrawing } from './TopologyDrawing';

/** The topologies that come with the app, each as a card that opens it. */
export function Gallery() {
  const { t } = useTranslation('app');
  const opened = useView((state) => state.dialog === 'gallery');
  return (
    <Modal
      opened={opened}
      onClose={() => openDialog(undefined)}
      title={t('gallery.title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size={880}
      data-testid="gallery"
    >
      <Cards />
    </Modal>
  );
}

function Cards() {
  const { t } = useTranslation('app');
  const language = useView((state) => state.language);
  const [entries, setEntries] = useState<readonly GalleryEntry[] | undefined>();
  useEffect(() => {
    let shown = true;
    request('gallery:list', undefined).then(
      (list) => {
        if (shown) setEntries(list);
      },
      (error: unknown) => console.error('gallery:list failed', error),
    );
    return () => {
      shown = false;
    };
  }, []);
  if (!entries) {
    return (
      <div className={classes['loading']}>
        <Loader size="sm" aria-label={t('loading')} />
      </div>
    );
  }
  return (
    <>
      <p className={classes['intro']}>{t('gallery.intro')}</p>
      <div className={classes['cards']}>
        {entries.map((entry) => (
          <button
            key={entry.id}
            type="button"
            className={classes['card']}
            data-testid={`gallery-${entry.id}`}
            onClick={() => {
              openExample(entry.id).catch((error: unknown) => console.error('opening failed', error));
            }}
          >
            <span className={classes['picture']}>
              <TopologyDrawing topology={entry.topology} />
            </span>
            <span className={classes['title']}>{entry.title[language]}</span>
            <span className={classes['text']}>{entry.description[language]}</span>
          </button>
        ))}
      </div>
    </>
  );
}
