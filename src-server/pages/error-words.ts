import type { Language } from './language.ts';

/** What happened, why, and what to do about it. `why` may begin with the path, then it is written as `{path}`. */
export interface ErrorWords {
  readonly title: string;
  readonly why: string;
  readonly todo: string;
}

type Row = readonly [title: string, why: string, todo: string];

const ENGLISH: Readonly<Record<number, Row>> = {
  400: [
    'That address cannot be read',
    'The request is not valid HTTP, or its address is not well formed.',
    'Check the address.',
  ],
  401: [
    'A name and password are needed',
    'The owner has protected this address.',
    'Reload the page to sign in, or ask the owner for access.',
  ],
  403: ['Not allowed', '{path} is not open to this request.', 'Ask the owner for access.'],
  404: ['Nothing here', '{path} does not exist.', 'It may have been renamed or moved, or the address is mistyped.'],
  405: ['That cannot be done here', '{path} does not take this kind of request.', 'Go back and open it as a page.'],
  408: ['The request took too long', 'It did not arrive in time.', 'Check the connection, then try again.'],
  409: [
    'It cannot be kept there',
    'A file of this name is already there, and it is kept.',
    'Choose another name or place, then send it again.',
  ],
  411: ['The length is missing', 'The request does not say how much it sends.', 'Send it with a Content-Length.'],
  412: ['It has changed meanwhile', '{path} is no longer what this request expected.', 'Reload it, then try again.'],
  413: [
    'Too large',
    'What was sent is larger than the owner allows.',
    'Send something smaller, or ask the owner to raise the limit.',
  ],
  414: ['The address is too long', 'It is longer than the server reads.', 'Shorten it.'],
  415: ['This type is not accepted', 'What was sent is of a type that is not taken here.', 'Send it as another type.'],
  416: ['That part does not exist', 'The request asks for a part beyond the end of {path}.', 'Load it from the start.'],
  421: [
    'Wrong address',
    'This server does not answer to the name in the address.',
    'Use the address that the owner gave you, or its IP address.',
  ],
  429: ['Too many tries', 'There were too many requests in a short time.', 'Wait a minute, then try again.'],
  431: [
    'Too much in the request',
    'Its header fields are larger than the server reads.',
    'Clear the cookies of this site, then try again.',
  ],
  500: [
    'Something went wrong',
    'The server failed while it answered. The owner finds the reason in the log.',
    'Try again; if it stays, tell the owner.',
  ],
  501: ['Not supported', 'The server does not know this kind of request.', 'Go back and open it as a page.'],
  502: [
    'No usable answer',
    'The program behind this address could not be reached, or answered nonsense.',
    'Try again in a moment.',
  ],
  503: ['Not available right now', 'The server cannot answer at the moment.', 'Try again in a moment.'],
  504: ['No answer in time', 'The program behind this address took too long.', 'Try again in a moment.'],
  507: ['The disk is full', 'There is no room for what was sent, and nothing of it was kept.', 'Tell the owner.'],
  508: ['It goes round in a circle', 'This address leads back to itself.', 'Tell the owner.'],
};

const CHINESE: Readonly<Record<number, Row>> = {
  400: ['看不懂这个网址', '请求不合规范，或者网址写错了。', '检查一下网址。'],
  401: ['需要用户名和密码', '所有者给这个地址设了密码。', '重新加载页面来登录，或向所有者要权限。'],
  403: ['没有权限', '这个请求不能使用 {path}。', '向所有者要权限。'],
  404: ['这里什么都没有', '{path} 不存在。', '可能被改名或移走了，也可能是地址有误。'],
  405: ['这里不能这样做', '{path} 不接受这种请求。', '返回，然后用浏览器打开它。'],
  408: ['请求花了太长时间', '没有及时收到完整的请求。', '检查网络，然后重试。'],
  409: ['不能存放在那里', '已经有同名文件，保留原来的。', '换个名称或位置再发送。'],
  411: ['缺少长度', '请求没有说明要发送多少内容。', '加上 Content-Length 再发送。'],
  412: ['内容已经变了', '{path} 和请求预期的不一样了。', '重新加载，然后重试。'],
  413: ['太大了', '发送的内容超过所有者允许的大小。', '发小一点的，或请所有者提高上限。'],
  414: ['网址太长', '超过服务器能读取的长度。', '缩短网址。'],
  415: ['不接受这种类型', '这里不接受发送的内容类型。', '换一种类型再发送。'],
  416: ['没有这一部分', '请求的部分超出了 {path} 的末尾。', '从头加载。'],
  421: ['网址不对', '这个服务器不使用网址里的名称。', '用所有者给你的网址，或者 IP 地址。'],
  429: ['尝试太多次', '短时间内请求太多。', '等一分钟再试。'],
  431: ['请求头太大', '超过服务器能读取的大小。', '清除这个网站的 Cookie，然后重试。'],
  500: ['出了问题', '服务器在处理时出错。原因在所有者的日志里。', '重试；如果还不行，告诉所有者。'],
  501: ['不支持', '服务器不认识这种请求。', '返回，然后用浏览器打开它。'],
  502: ['没有可用的回答', '这个网址背后的程序连不上，或者回答有误。', '稍后重试。'],
  503: ['暂时无法访问', '服务器现在不能回答。', '稍后重试。'],
  504: ['等不到回答', '这个网址背后的程序太慢。', '稍后重试。'],
  507: ['磁盘已满', '没有空间保存发送的内容，什么都没有保存。', '告诉所有者。'],
  508: ['绕回了原处', '这个网址又指回自己。', '告诉所有者。'],
};

/** Words for any status; those without their own get the ones of 400 or 500. */
export function errorWords(status: number, language: Language): ErrorWords {
  const table = language === 'zh' ? CHINESE : ENGLISH;
  const [title, why, todo] = table[status] ?? table[status < 500 ? 400 : 500] ?? ['', '', ''];
  return { title, why, todo };
}
