import { join } from 'node:path';
import { expect, test } from 'vitest';
import { zh } from '../../renderer/i18n/zh.ts';
import { call, running, until } from './support/bridge.ts';
import { folderWith } from './support/fixtures.ts';
import { launch } from './support/portico.ts';

async function inChinese() {
  const folder = await folderWith({ 'a.txt': 'A', 'broken.json': '{"posts": [' });
  const { window } = await launch({ paths: [folder] });
  const { id, url } = await running(window);
  const { settings } = await call(window, 'app:snapshot');
  await call(window, 'app:settings', { ...settings, language: 'zh' });
  await window.getByRole('tab', { name: /^功能/ }).waitFor();
  return { window, id, url, folder };
}

test('what the engine notes while it runs is said in Chinese', async () => {
  const { window, id } = await inChinese();
  await call(window, 'server:configure', id, { workers: 2 });
  const strip = window.getByRole('status').filter({ hasText: '监听数在这台电脑上不能用' });
  await strip.getByText('由一个监听处理全部请求。').waitFor();
  await strip.getByRole('button', { name: zh.dismiss }).click();
  await strip.waitFor({ state: 'detached' });
});

test('what an option cannot be is said in Chinese, in its form and where the engine refuses it', async () => {
  const { window, folder } = await inChinese();
  await window.getByRole('tab', { name: /^功能/ }).click();
  await window.getByRole('switch', { name: '数据接口' }).click();
  await window.getByLabel(zh['field.rest.at'], { exact: true }).fill('api');
  await window.getByText('应该写：以「/」开头的路径。').waitFor();
  await window.getByLabel(zh['field.rest.at'], { exact: true }).fill('/api');
  await window.getByLabel(zh['field.rest.file'], { exact: true }).fill('broken.json');
  await window.getByLabel(zh['field.rest.file'], { exact: true }).press('Enter');
  const broken = join(folder, 'broken.json');
  await window.getByText(`数据接口 › 第 1 条 › JSON 文件：${broken} 不是 JSON：看第 1 行第 12 列。`).waitFor();
});

test('a start that fails says why in Chinese', async () => {
  const { window, id } = await inChinese();
  await call(window, 'server:stop', id);
  await call(window, 'server:configure', id, { host: '203.0.113.9' });
  await call(window, 'server:start', id);
  await until(window, ([server]) => server?.state.kind === 'failed');
  await window.getByRole('alert').getByText('地址 203.0.113.9 不属于这台电脑。').waitFor();
  expect(await window.getByRole('alert').textContent()).not.toMatch(/does not|belong/);
});
