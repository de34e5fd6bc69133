import type { Language } from '../../pages/language.ts';
import type { UploadForm } from './upload-area.ts';

/** What the script says while it sends; `{…}` is filled in there. */
export interface UploadScriptWords {
  readonly over: string;
  readonly progress: string;
  readonly seconds: string;
  readonly received: string;
  readonly renamed: string;
  readonly tooLarge: string;
  readonly notSent: string;
  readonly waiting: string;
  readonly cut: string;
  readonly refused: string;
  readonly cancel: string;
  readonly remove: string;
  /** By status of the answer; one for each refusal that visitors can meet. */
  readonly status: Readonly<Record<number, string>>;
}

interface UploadWords {
  readonly title: string;
  readonly hint: string;
  readonly dropHint: string;
  readonly limit: string;
  readonly choose: string;
  readonly send: string;
  readonly space: string;
  readonly conflict: Readonly<Record<UploadForm['conflict'], string>>;
  readonly script: UploadScriptWords;
}

export const UPLOAD_WORDS: Readonly<Record<Language, UploadWords>> = {
  en: {
    title: 'Add files to this folder',
    hint: 'Choose them, then send them.',
    dropHint: 'Drop them here or choose them.',
    limit: 'Up to {max} each.',
    choose: 'Choose files',
    send: 'Send',
    space: ' ',
    conflict: {
      rename: 'If a name is taken, both files are kept.',
      refuse: 'If a name is taken, the file that is there stays.',
      replace: 'If a name is taken, the new file replaces the old one.',
    },
    script: {
      over: 'Drop to add to “{folder}”',
      progress: '{sent} of {total}',
      seconds: '{n} s left',
      received: 'Received, {size}',
      renamed: 'renamed, the name was taken',
      tooLarge: '{size} is over the {max} limit',
      notSent: 'Not sent',
      waiting: 'Waiting',
      cut: 'the connection was cut; check it and send the file again',
      refused: 'the server refused it ({status})',
      cancel: 'Cancel',
      remove: 'Remove',
      status: {
        401: 'you are not signed in; reload the page',
        403: 'you may not add files here',
        409: 'the name is taken, and the file that is there stays',
        413: 'it is over the size limit',
        503: 'not available right now; try again later',
        507: 'the disk is full; nothing of it was kept',
      },
    },
  },
  zh: {
    title: '向这个文件夹添加文件',
    hint: '先选择文件，再发送。',
    dropHint: '拖到这里，或点按钮选择。',
    limit: '单个文件最大 {max}。',
    choose: '选择文件',
    send: '发送',
    space: '',
    conflict: {
      rename: '同名文件会改名保留。',
      refuse: '遇到同名文件，保留原来的。',
      replace: '遇到同名文件，用新的替换。',
    },
    script: {
      over: '松手，放到「{folder}」',
      progress: '{sent} / {total}',
      seconds: '约 {n} 秒',
      received: '已收到，{size}',
      renamed: '已改名',
      tooLarge: '{size}，超过 {max} 的上限',
      notSent: '未发送',
      waiting: '等待中',
      cut: '连接中断，检查网络后再发送',
      refused: '服务器拒绝了（{status}）',
      cancel: '取消',
      remove: '移除',
      status: {
        401: '还没登录，重新加载页面',
        403: '没有权限在这里添加文件',
        409: '名称已被占用，保留原来的',
        413: '超过大小上限',
        503: '暂时无法访问，稍后再试',
        507: '磁盘已满，没有保存',
      },
    },
  },
};
