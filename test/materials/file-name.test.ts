import { expect, test } from 'vitest';
import { fileName } from '../../src/materials/file-name.ts';

test('A name is kept as it was given, in whatever script', () => {
  for (const name of ['买卖合同.pdf', 'contract (2).pdf', '䶮㛃𬱖.png', 'no ending', "o'neill.jpeg"]) {
    expect(fileName(name)).toBe(name);
  }
});

test('Of a path the last part is kept', () => {
  expect(fileName('C:\\Users\\me\\合同.pdf')).toBe('合同.pdf');
  expect(fileName('../../etc/passwd')).toBe('passwd');
  expect(fileName('folder/')).toBe('');
});

test('Characters that cannot be seen, or that turn the reading direction, are left out', () => {
  expect(fileName('a\u0000b\r\nc\u202efdp.exe\u200b')).toBe('abcfdp.exe');
  expect(fileName('\ud800.pdf')).toBe('\ufffd.pdf');
  expect(fileName('\u2028\u0007')).toBe('');
});

test('A long name is cut between characters and keeps its ending', () => {
  const cut = fileName(`${'𬱖'.repeat(300)}.pdf`);
  expect([...cut]).toHaveLength(200);
  expect(cut.endsWith('𬱖.pdf')).toBe(true);
  expect(cut.isWellFormed()).toBe(true);
});

test('The same name in composed and decomposed form is one name', () => {
  expect(fileName('e\u0301tude.pdf')).toBe(fileName('\u00e9tude.pdf'));
});
