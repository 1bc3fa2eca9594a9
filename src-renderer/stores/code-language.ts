import { create } from 'zustand';
import type { CodeLanguage } from '../../shared/zmq/life-code';

/** The language that calls are shown in, everywhere in the window. */
export const useCodeLanguage = create<{ readonly language: CodeLanguage }>()(() => ({ language: 'node' }));
