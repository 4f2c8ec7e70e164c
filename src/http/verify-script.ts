// Runs in the browser of whoever verifies a seal: asks the gateway about the stored document, and about the file that was chosen.
export const VERIFY_SCRIPT = `
const form = document.getElementById('ask');
const result = document.getElementById('result');
const LATER = '暂时无法核验，请稍后再试。';
const line = (text, good) => {
  const p = document.createElement('p');
  p.textContent = text;
  if (good !== undefined) p.className = good ? 'good' : 'bad';
  result.append(p);
};
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  result.replaceChildren();
  const data = new FormData(form);
  const place = '/notices/' + encodeURIComponent(data.get('number').trim().toUpperCase());
  const query = '?check=' + encodeURIComponent(data.get('check').trim());
  try {
    const answer = await fetch(place + '/seal' + query);
    if (answer.status === 404) return line('编号与校验码不符，请核对文书。', false);
    if (answer.status === 429) return line('查询过于频繁，请稍后再试。', false);
    if (!answer.ok) return line(LATER, false);
    const seal = await answer.json();
    if (!seal.sealed) line('该文书没有电子印章，以盖章的纸质文书为准。', false);
    else line(seal.valid ? '印章有效：' + seal.departmentName : '印章无效', seal.valid);
    line('文书摘要（SM3）：' + seal.digest);
    const file = data.get('file');
    if (!file || file.size === 0) return;
    const checked = await fetch(place + '/verify' + query, { method: 'POST', headers: { 'content-type': 'application/pdf' }, body: file });
    if (checked.status === 413) return line('所选文件过大，不是本中心的文书。', false);
    if (!checked.ok) return line(LATER, false);
    const { genuine, digest } = await checked.json();
    line(genuine ? '所选文件与加盖印章的文书完全一致。' : '所选文件与文书不一致，不可采信。', genuine);
    line('文件摘要（SM3）：' + digest);
  } catch {
    line(LATER, false);
  }
});
`;
