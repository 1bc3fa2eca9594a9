import { FileButton, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconFilePlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecoderChoice } from '../../../shared/decode/choices';
import { DECODER_IDS } from '../../../shared/decode/decoder-ids';
import { useView } from '../../stores/view';
import { addProtos, removeProto } from './add-protos';
import classes from './DecoderMenu.module.css';
import { useProtoSchema, type FrameDecoding } from './use-decoding';

/** What a frame is read as, and what else it could be read as. */
export function DecoderMenu({ reading }: { readonly reading: FrameDecoding }) {
  const { t } = useTranslation('frames');
  const [opened, setOpened] = useState(false);
  const { choice, decoding, choose } = reading;
  const name = choice?.decoder ?? decoding?.decoder ?? 'bytes';
  const title = choice?.message === undefined ? t(`decoder.${name}`) : `${t(`decoder.${name}`)} · ${choice.message}`;
  const check = (chosen: boolean) => <IconCheck size={14} stroke={2} opacity={chosen ? 1 : 0} aria-hidden />;
  const item = (decoder: DecoderChoice['decoder']) => (
    <Menu.Item
      key={decoder}
      leftSection={check(choice?.decoder === decoder && choice.message === undefined)}
      onClick={() => choose({ decoder })}
      data-testid={`decoder-${decoder}`}
    >
      {t(`decoder.${decoder}`)}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={230} opened={opened} onChange={setOpened}>
      <Menu.Target>
        <button
          type="button"
          className={classes['target']}
          aria-label={t('decoder.label', { name: title })}
          title={choice ? t('decoder.chosenHint') : t('decoder.recognizedHint')}
          data-chosen={choice !== undefined || undefined}
          data-testid="decoder"
          data-decoder={name}
        >
          <span>{title}</span>
          <IconChevronDown size={12} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes['list'] ?? ''}>
        <Menu.Item
          leftSection={check(choice === undefined)}
          onClick={() => choose(undefined)}
          data-testid="decoder-auto"
        >
          {t('decoder.auto')}
        </Menu.Item>
        {item('bytes')}
        <Menu.Divider />
        {DECODER_IDS.map(item)}
        <Messages opened={opened} choice={choice} choose={choose} />
      </Menu.Dropdown>
    </Menu>
  );
}

interface MessagesProps {
  readonly opened: boolean;
  readonly choice: DecoderChoice | undefined;
  readonly choose: FrameDecoding['choose'];
}

/** The Protobuf messages of the files that were added, and the files themselves. */
function Messages({ opened, choice, choose }: MessagesProps) {
  const { t } = useTranslation('frames');
  const protos = useView((state) => state.settings.protos);
  const schema = useProtoSchema(opened);
  const names = [...(schema?.keys() ?? [])].filter((name) => !name.endsWith(' entry'));
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{t('proto.title')}</Menu.Label>
      {names.map((message) => (
        <Menu.Item
          key={message}
          leftSection={<IconCheck size={14} stroke={2} opacity={choice?.message === message ? 1 : 0} aria-hidden />}
          onClick={() => choose({ decoder: 'protobuf', message })}
          data-testid="proto-message"
        >
          <span className={classes['message']}>{message}</span>
        </Menu.Item>
      ))}
      <FileButton
        accept=".proto"
        multiple
        onChange={(files) => {
          addProtos(files).catch((error: unknown) => console.error('the .proto files could not be added', error));
        }}
        inputProps={{ 'data-testid': 'proto-file' } as React.ComponentProps<'input'>}
      >
        {(props) => (
          <Menu.Item {...props} closeMenuOnClick={false} leftSection={<IconFilePlus size={14} aria-hidden />}>
            {t('proto.add')}
          </Menu.Item>
        )}
      </FileButton>
      {protos.map(({ name }) => (
        <Menu.Item
          key={name}
          closeMenuOnClick={false}
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => removeProto(name)}
        >
          {t('proto.remove', { name })}
        </Menu.Item>
      ))}
    </>
  );
}
