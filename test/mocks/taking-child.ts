// Takes applications in until it is killed, and tells its parent of each one that was acknowledged.
import { openBooks } from './town-books.ts';

const [folder = '', round = ''] = process.argv.slice(2);
const { books } = await openBooks(folder, ['tax', 'land']);
for (let group = 0; ; group += 1) {
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const key = `${round}-${group}-${index}`;
      const book = books[index % 2 ? 'tax' : 'land'];
      await book?.take({ key, effect: 'clearance', reference: key, payload: key, detail: { text: '房'.repeat(300) } });
      process.send?.(key);
    }),
  );
}
