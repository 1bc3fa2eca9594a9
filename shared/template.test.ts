import { describe, expect, it } from 'vitest';
import { hex, utf8Text } from './bytes';
import { compileFrame, compileFrames, type TemplateValues } from './template';

const values: TemplateValues = { seq: 7, time: 0, node: 'client $& 1', random: () => 0.5 };
const text = (template: string) => utf8Text(compileFrame(template)(values));

describe('frame templates', () => {
  it('fills in number, time, node and random text', () => {
    expect(text('a {{seq}} b')).toBe('a 7 b');
    expect(text('{{time}}')).toBe('1970-01-01T00:00:00.000Z');
    expect(text('{{ node }}')).toBe('client $& 1');
    expect(text('{{random 16}}')).toHaveLength(16);
    expect(text('{{random}}')).toHaveLength(8);
  });

  it('fills in every placeholder of a text, time after time', () => {
    const make = compileFrame('{{seq}}/{{seq}}');
    expect(utf8Text(make(values))).toBe('7/7');
    expect(utf8Text(make({ ...values, seq: 8 }))).toBe('8/8');
  });

  it('leaves what is no placeholder as it is', () => {
    expect(text('{{what}} {seq} {{')).toBe('{{what}} {seq} {{');
  });

  it('goes through the choices of a cycle, and keeps a number within its ends', () => {
    const make = compileFrame('{{cycle Beijing|Shanghai}}');
    expect([1, 2, 3].map((seq) => utf8Text(make({ ...values, seq })))).toEqual(['Beijing', 'Shanghai', 'Beijing']);
    expect(text('{{number -5 35}}')).toBe('15');
    expect(text('{{number 35 -5}} °C')).toBe('15 °C');
  });

  it('keeps random text within its bound', () => {
    expect(text('{{random 9999}}')).toHaveLength(4096);
  });

  it('reads hex, base64 and size', () => {
    const frames = compileFrames([{ hex: '00 ff' }, { base64: 'AP8=' }, { size: 3 }, ''])(values);
    expect(frames.map((frame) => hex(frame))).toEqual(['00ff', '00ff', '000000', '']);
  });

  it('makes a frame without placeholders once only', () => {
    const make = compileFrame('Hello');
    expect(make(values)).toBe(make({ ...values, seq: 8 }));
  });
});
