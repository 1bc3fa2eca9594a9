import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconBracketsContain, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/result';
import { PLACEHOLDERS } from '../../shared/template';
import {
  convertFrame,
  FRAME_FORMS,
  frameFieldText,
  frameForm,
  movedFrame,
  parseFrameField,
  type FrameForm,
} from '../../shared/topology/frame-field';
import { LIMITS } from '../../shared/topology/schema';
import type { FrameTemplate } from '../../shared/topology/topology';
import { DraftField } from './fields/DraftField';
import classes from './FramesEditor.module.css';

interface FramesEditorProps {
  readonly frames: readonly FrameTemplate[];
  readonly onChange: (frames: readonly FrameTemplate[]) => Problem | undefined;
  /** Set where the placeholder of the first frame says something else than that it is empty. */
  readonly firstPlaceholder?: string | undefined;
}

/** The frames of a message: written as text, hexadecimal digits, base64 or a number of zero bytes. */
export function FramesEditor({ frames, onChange, firstPlaceholder }: FramesEditorProps) {
  const { t } = useTranslation('inspector');
  const put = (index: number, frame: FrameTemplate) => onChange(frames.map((old, at) => (at === index ? frame : old)));
  return (
    <div className={classes['frames']} role="group" aria-label={t('frames.title')}>
      <ol>
        {frames.map((frame, index) => (
          <FrameRow
            // Frames have no identity of their own: they are told apart by their place and form.
            key={`${index} ${frameForm(frame)}`}
            frame={frame}
            index={index}
            last={index === frames.length - 1}
            placeholder={index === 0 ? firstPlaceholder : undefined}
            onPut={(next) => put(index, next)}
            onMove={(by) => onChange(movedFrame(frames, index, index + by))}
            onRemove={frames.length > 1 ? () => onChange(frames.filter((_, at) => at !== index)) : undefined}
          />
        ))}
      </ol>
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} />}
        disabled={frames.length >= LIMITS.frames}
        onClick={() => onChange([...frames, ''])}
        data-testid="add-frame"
      >
        {t('frames.add')}
      </Button>
    </div>
  );
}

interface FrameRowProps {
  readonly frame: FrameTemplate;
  readonly index: number;
  readonly last: boolean;
  readonly placeholder: string | undefined;
  readonly onPut: (frame: FrameTemplate) => Problem | undefined;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: (() => void) | undefined;
}

function FrameRow({ frame, index, last, placeholder, onPut, onMove, onRemove }: FrameRowProps) {
  const { t } = useTranslation('inspector');
  const form = frameForm(frame);
  return (
    <li>
      <div className={classes['tools']}>
        <span className={classes['index']}>{t('frames.frame', { index: index + 1 })}</span>
        <select
          className={classes['form']}
          value={form}
          onChange={(event) => onPut(convertFrame(frame, event.currentTarget.value as FrameForm))}
          aria-label={t('frames.form')}
        >
          {FRAME_FORMS.map((value) => (
            <option key={value} value={value}>
              {t(`form.${value}`)}
            </option>
          ))}
        </select>
        <span className={classes['spacer']} />
        {typeof frame === 'string' && <PlaceholderMenu onInsert={(text) => onPut(`${frame}${text}`)} />}
        <Tool
          label={t('frames.up')}
          disabled={index === 0}
          onClick={() => onMove(-1)}
          icon={<IconArrowUp size={13} />}
        />
        <Tool label={t('frames.down')} disabled={last} onClick={() => onMove(1)} icon={<IconArrowDown size={13} />} />
        <Tool
          label={t('frames.remove')}
          disabled={!onRemove}
          onClick={() => onRemove?.()}
          icon={<IconTrash size={13} />}
        />
      </div>
      <DraftField
        value={frameFieldText(frame)}
        parse={(text) => parseFrameField(form, text)}
        apply={onPut}
        ariaLabel={t('frames.content', { index: index + 1 })}
        placeholder={placeholder ?? t(`placeholder.${form}`)}
        lines={form === 'text'}
        mono
        testId={`frame-field-${index}`}
      />
    </li>
  );
}

interface ToolProps {
  readonly label: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly icon: React.ReactNode;
}

function Tool({ label, disabled, onClick, icon }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon className={classes['tool'] ?? ''} size={22} aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

function PlaceholderMenu({ onInsert }: { readonly onInsert: (text: string) => void }) {
  const { t } = useTranslation('inspector');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon size={22} aria-label={t('frames.insert')} title={t('frames.insert')}>
          <IconBracketsContain size={14} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frames.insert')}</Menu.Label>
        {PLACEHOLDERS.map((text) => (
          <Menu.Item
            key={text}
            onClick={() => onInsert(text)}
            rightSection={<code className={classes['code']}>{text}</code>}
          >
            {t(`insert.${text.replace(/[{}]/g, '').split(' ')[0] ?? ''}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
