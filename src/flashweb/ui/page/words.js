// Every word the page says, in both languages.
const WORDS = {
  en: {
    tagline: 'Ask your screenshots',
    otherLanguage: '中文', switchLanguage: '切换到中文', theme: 'Light or dark', newChat: 'New conversation', logOut: 'Log out',
    pictures: 'Pictures', conversation: 'Conversation', suggestions: 'Suggested questions',
    dropTitle: 'Drop a screenshot here', pickTitle: 'Start with a screenshot', dropHint: 'or paste it anywhere with Ctrl+V', pick: 'Choose pictures',
    limits: 'PNG, JPEG or WebP · one or several', dropNow: 'Let go to add the picture',
    tryExample: 'Or try an example',
    introTitle: 'Ask about what the screen shows',
    introText: 'The picture is read while you type. Answers point at boxes in the picture, so you can check them.',
    ask: 'Ask about the picture…', send: 'Send (Enter)', stop: 'Stop', addPicture: 'Add a picture',
    remove: 'Remove {name}', show: 'Show {name}', picture: 'Picture {n}', retry: 'Try again', close: 'Close',
    reading: 'Reading', firstWord: 'First word {ms} ms', total: 'all in {ms} ms', stopped: 'Stopped',
    server: 'Server: first word {ttft} ms, waited {queue} ms', noText: 'The answer is empty.',
    more: '{n} more', fewer: 'Fewer', evidence: 'Found in the picture',
    starting: 'Model is starting', draining: 'Server is shutting down', offline: 'Server not reachable', ready: 'Ready',
    details: 'Details: {message}', cut: 'The answer was cut off at its length limit.', filtered: 'The model’s content filter ended the answer. Ask something else.',
    modes: 'Ask or look at the structure', modeAsk: 'Ask', modeStructure: 'Structure', tree: 'Elements of the picture',
    filter: 'Filter by text or role', roleFilter: 'Show these roles only', clear: 'Clear the filter', outlines: 'Outlines',
    screened: 'A rule of this server covered or flagged parts of this text. Look at the picture itself if you need them.',
    parsing: 'Taking the picture apart…', nothingFound: 'Nothing found in this picture.',
    nothingFoundHint: 'Structure is read from screenshots of web pages and apps. Try one with text or controls.',
    noMatch: 'No element matches the filter.', numElements: '{n} elements', numShown: '{n} of {all}', took: 'Parsed in {ms} ms',
    copyJson: 'JSON', copyJsonTip: 'Copy everything as JSON', copyOutline: 'Outline', copyOutlineTip: 'Copy what the tree shows as text', copied: 'Copied',
    copyElement: 'Copy this element as JSON', pinned: 'Pinned element', unpin: 'Close (Esc)', unnamed: 'no name', unsure: '{n} % sure',
    factName: 'Name', factText: 'Text', factState: 'State', factIcon: 'Icon', factCell: 'Cell', factBox: 'Box', factSure: 'Confidence', factInside: 'Inside',
    cellAt: 'row {row}, column {column}', cellSpan: 'spans {rows} × {columns}', boxAt: 'x {x}, y {y} · {w} × {h} px',
    questions: ['What is this page about?', 'What does it say?', 'What is the phone number?', 'What is the price?'],
    errors: {
      invalid_image: 'This file cannot be read as a picture. Use a PNG, JPEG or WebP screenshot.',
      image_too_large: 'The picture is too large, or there are too many. Crop or shrink it, then add it again.',
      payload_too_large: 'The file is too large. Crop or shrink it, then add it again.',
      storage_full: 'There is no room for more pictures. Remove one, or try again in a few minutes.',
      busy: 'The server is busy. Try again in {seconds} s.',
      not_ready: 'The model is still starting. Try again in {seconds} s.',
      not_found: 'A picture has expired on the server. Add it again.',
      offline: 'The server cannot be reached. Check that it is running, then try again.',
      no_model: 'The server does not offer this model. Reload the page; if that does not help, check the setting ui.model.',
      timeout: 'The answer took too long. Try again, or ask something shorter.',
      cut: 'The connection broke before the answer was complete. Try again.',
      content_filter: 'This was not answered: the question or the picture breaks a rule of this server. See the details, change it and ask again.',
      need_picture: 'Add a screenshot first: drop it, paste it, or choose a file.',
      too_many: 'At most {max} pictures fit into one conversation. Remove one first.',
      refused: 'The server did not accept this question. Change it and try again.',
      slow_reading: 'Taking the picture apart took too long. Try again; a smaller picture is faster.',
      no_structure: 'This server cannot take pictures apart. Point the setting ui.api_url at a FlashWeb server that can.',
      other: 'Something went wrong on the server. Try again.',
    },
    roles: {}, states: {},
    families: { act: 'Actions', field: 'Inputs', text: 'Text', image: 'Images', notice: 'Feedback', data: 'Tables', area: 'Areas' },
  },
  zh: {
    tagline: '截图随问随答',
    otherLanguage: 'English', switchLanguage: 'Switch to English', theme: '浅色 / 深色', newChat: '新对话', logOut: '退出登录',
    pictures: '图片', conversation: '对话', suggestions: '推荐问题',
    dropTitle: '把截图拖到这里', pickTitle: '先选一张截图', dropHint: '也可以在页面任意位置按 Ctrl+V 粘贴', pick: '选择图片',
    limits: '支持 PNG、JPEG、WebP，可一次多张', dropNow: '松开鼠标即可添加图片',
    tryExample: '或者试试示例截图',
    introTitle: '看着截图直接提问',
    introText: '您输入问题时，图片已经开始识别。回答会在图上框出依据，方便核对。',
    ask: '针对图片提问…', send: '发送（回车）', stop: '停止', addPicture: '添加图片',
    remove: '移除 {name}', show: '查看 {name}', picture: '图 {n}', retry: '重试', close: '关闭',
    reading: '识别中', firstWord: '首字 {ms} 毫秒', total: '全部 {ms} 毫秒', stopped: '已停止',
    server: '服务器：首字 {ttft} 毫秒，排队 {queue} 毫秒', noText: '回答为空。',
    more: '还有 {n} 处', fewer: '收起', evidence: '图中依据',
    starting: '模型启动中', draining: '服务器正在关闭', offline: '无法连接服务器', ready: '就绪',
    details: '详情：{message}', cut: '回答达到长度上限，已截断。', filtered: '模型的内容过滤结束了回答，请换一个问题。',
    modes: '问答或结构', modeAsk: '问答', modeStructure: '结构', tree: '图中的元素',
    filter: '按文字或角色筛选', roleFilter: '只看这些角色', clear: '清除筛选', outlines: '线框',
    screened: '按本站规则，这里有文字被遮盖或标记；需要原文时请直接看图片。',
    parsing: '正在解析图片…', nothingFound: '这张图片里没有找到任何元素。',
    nothingFoundHint: '“结构”适用于网页和应用的截图，请换一张带文字或控件的截图。',
    noMatch: '没有符合筛选条件的元素。', numElements: '{n} 个元素', numShown: '{n} / {all}', took: '解析 {ms} 毫秒',
    copyJson: 'JSON', copyJsonTip: '复制全部为 JSON', copyOutline: '大纲', copyOutlineTip: '把树中所示复制为文本', copied: '已复制',
    copyElement: '把此元素复制为 JSON', pinned: '选中的元素', unpin: '关闭（Esc）', unnamed: '无名称', unsure: '把握 {n}%',
    factName: '名称', factText: '文字', factState: '状态', factIcon: '图标', factCell: '单元格', factBox: '位置', factSure: '置信度', factInside: '所在',
    cellAt: '第 {row} 行，第 {column} 列', cellSpan: '跨 {rows} 行 × {columns} 列', boxAt: 'x {x}，y {y} · {w} × {h} px',
    questions: ['这个页面主要讲什么？', '图中写了什么？', '电话是多少？', '价格是多少？'],
    errors: {
      invalid_image: '无法识别这个文件。请使用 PNG、JPEG 或 WebP 格式的截图。',
      image_too_large: '图片太大或数量太多。请裁剪、缩小后再添加。',
      payload_too_large: '文件太大。请裁剪、缩小后再添加。',
      storage_full: '图片空间已满。请移除一张，或过几分钟再试。',
      busy: '服务器正忙，请 {seconds} 秒后重试。',
      not_ready: '模型正在启动，请 {seconds} 秒后重试。',
      not_found: '服务器上的图片已过期，请重新添加。',
      offline: '无法连接服务器。请确认服务已启动，然后重试。',
      no_model: '服务器没有这个模型。请刷新页面；若仍不行，请检查设置 ui.model。',
      timeout: '回答超时。请重试，或把问题问得更简短。',
      cut: '回答未完成时连接中断，请重试。',
      content_filter: '没有回答：问题或图片不符合本站规则。请看详情，修改后再问。',
      need_picture: '请先添加截图：拖入、粘贴或选择文件。',
      too_many: '一次对话最多 {max} 张图片，请先移除一张。',
      refused: '服务器没有接受这个问题，请修改后重试。',
      slow_reading: '解析图片超时，请重试；图片小一些会更快。',
      no_structure: '这台服务器不能解析图片结构。请把设置 ui.api_url 指向支持此功能的 FlashWeb 服务器。',
      other: '服务器出错了，请重试。',
    },
    roles: {
      text: '文字', button: '按钮', link: '链接', heading: '标题', textbox: '输入框', searchbox: '搜索框', combobox: '下拉框',
      checkbox: '复选框', radio: '单选框', switch: '开关', tab: '标签页', menuitem: '菜单项', img: '图片', dialog: '对话框',
      table: '表格', cell: '单元格', listitem: '列表项', navigation: '导航', alert: '提示', form: '表单', row: '行',
      spinbutton: '数字框', slider: '滑块', option: '选项', treeitem: '树节点', progressbar: '进度条', status: '状态', tooltip: '气泡提示',
      columnheader: '列头', rowheader: '行头', list: '列表', card: '卡片', banner: '页眉', main: '主区', complementary: '侧栏', contentinfo: '页脚',
      search: '搜索区', menu: '菜单', tablist: '标签栏', radiogroup: '单选组', tree: '树', article: '文章', paragraph: '段落',
    },
    states: {
      checked: '已勾选', mixed: '部分勾选', disabled: '已禁用', selected: '已选中', expanded: '已展开', collapsed: '已折叠',
      focused: '有焦点', pressed: '已按下', invalid: '有误', required: '必填', readonly: '只读',
    },
    families: { act: '操作', field: '输入', text: '文字', image: '图像', notice: '提示', data: '表格', area: '区域' },
  },
};

const memory = {
  get(key) { try { return localStorage.getItem('flashweb.' + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem('flashweb.' + key, value); } catch { /* private window: forget it */ } },
};

let language = memory.get('language') || ((navigator.language || 'en').toLowerCase().startsWith('zh') ? 'zh' : 'en');
if (!(language in WORDS)) language = 'en';

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}
function t(key, values = {}) { return fill(WORDS[language][key], values); }
function roleWord(role) { return WORDS[language].roles[role] || role; }
function stateWord(state) { return WORDS[language].states[state] || state; }

function errorKind(error) {
  if (error.code === 'not_found' && error.param === 'model') return 'no_model';
  if (error.code in WORDS.en.errors) return error.code;
  if (error.code === 'timeout' || error.code === 'deadline_exceeded') return 'timeout';
  if (error.code === 'stream_cut' || error.code === 'connection_failed') return 'cut';
  if (error.status === 429 || error.code === 'overloaded') return 'busy';
  if (error.status === 503) return 'not_ready';
  if (error.status === 413) return 'payload_too_large';
  if (error.status === 404) return 'not_found';
  if (error.status === 0 || error.status === 502 || error.status === 504) return 'offline';
  if (error.status >= 400 && error.status < 500) return 'refused';
  return 'other';
}
function errorWords(error) {
  const seconds = Math.max(1, Math.ceil(error.retry_after || 2));
  return fill(WORDS[language].errors[errorKind(error)], { seconds, max: error.max || 8 });
}
