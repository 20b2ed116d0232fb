# ruff: noqa: E501 - one act a line reads better unbroken
"""What people do on web pages by pressing something: how it is called, what it does, what usually follows.

One act a line: key | Chinese names | English names | icons | does (Chinese) | then (Chinese) | does (English) | then
(English). "does" says what the name itself promises; "then" is what is usual and is worded as such. A key with "!"
is hard to undo; with "^" it hands in what the fields of its form hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flashweb.engines.nano.matching import Folded, fold
from flashweb.perception.icons import icon_name

_ACTS = """
login^ | 登录, 登陆, 登入, 立即登录, 登录账号, 登 录 | log in, login, sign in, signin, log on | login | 登录到系统 | 登录成功后通常会进入首页或刚才的页面 | signs you in | you then usually land in your account or on the page you came from
register^ | 注册, 立即注册, 免费注册, 注册账号, 创建账号, 注册新用户, 注册新账号, 新用户注册, 开户 | sign up, signup, register, create account, create an account, create your account, join now, join, get started | user-plus | 注册一个新账号 | 通常接着要验证邮箱或手机号，然后就能登录 | creates a new account | you usually have to confirm your e-mail address or phone next
logout | 退出登录, 退出, 登出, 安全退出 | log out, logout, sign out, signout, log off | logout | 退出当前账号 | 之后通常会回到登录页 | signs you out | you then usually see the sign-in page
forgot | 忘记密码, 忘了密码, 找回密码, 重置密码, 密码忘了 | forgot password, forgot your password, forgot my password, reset password, recover password, reset my password | | 找回或重置忘记的密码 | 通常要通过邮箱或手机号验证身份后再设新密码 | helps you reset a forgotten password | it usually asks for your e-mail address or phone to send a code or link
password^ | 修改密码, 更改密码, 改密码, 更换密码, 更新密码, 设置密码 | change password, change my password, update password, set password, set a new password | | 修改登录密码 | 通常要先输入原密码，再输入两遍新密码 | changes the password | it usually asks for the current password and twice for the new one
code | 获取验证码, 发送验证码, 重新发送, 重新获取, 获取短信验证码, 重发验证码 | get code, send code, resend, resend code, send verification code, get verification code | | 把验证码发到填写的手机或邮箱 | 通常要等一会儿才能再次发送 | sends a verification code to the phone or e-mail address | you usually have to wait a moment before it can be sent again
verify^ | 验证, 立即验证, 实名认证, 认证, 校验 | verify, validate, authenticate, verify account | fingerprint | 验证填写的信息或身份 | 通过后通常会进入下一步 | checks what was entered or who you are | if it is right you usually get on to the next step
submit^ | 提交, 提交申请, 提交表单, 提交审核, 立即提交, 上报, 递交, 让它生效, 交表, 交卷, 立即申请, 申请 | submit, submit form, send form, apply now, hand in, file, make it take effect, apply for, apply | | 提交填写的内容 | 内容填写无误时通常会提示提交成功，否则会提示要改哪里 | submits what was filled in | if everything is right the page usually confirms it, otherwise it marks what to correct
save^ | 保存, 保存修改, 保存更改, 保存设置, 存储, 储存, 保存并关闭, 存盘, 存下来, 暂存, 保存草稿, 更新 | save, save changes, save settings, store, update, save draft, keep changes, save profile, get it saved, saved | save | 保存当前的修改 | 之后通常会提示保存成功 | saves the changes | the page usually confirms that they were saved
ok^ | 确定, 确认, 好的, 好, 知道了, 我知道了, 完成, 是, 明白了 | ok, okay, confirm, done, yes, got it, finish, accept, i understand | check | 确认并继续 | 之后窗口通常会关闭，操作生效 | confirms and goes on | the window usually closes and the action takes effect
cancel | 取消, 放弃, 算了, 不保存 | cancel, discard, never mind, no thanks, no | | 放弃当前操作 | 填写或修改的内容通常不会保存 | gives up what is being done | what was entered is usually not saved
close | 关闭, 关掉 | close, dismiss | close | 关闭当前的窗口或提示 | 之后通常回到下面的页面 | closes the window or message | you are then usually back on the page below
reset! | 重置, 清空, 恢复默认, 恢复默认设置, 重新填写, 清除条件, 清空筛选, 重置条件, 清除, 清除筛选, 清空条件 | reset, clear, clear all, restore defaults, reset filters, clear filters, start over | close-circle | 清空已填或已选的内容，恢复到初始状态 | 通常需要重新填写或选择 | clears what was entered or chosen | you usually have to enter or choose it again
delete! | 删除, 移除, 删掉, 清除记录, 批量删除, 删 | delete, remove, delete selected, trash, erase, delete account | delete | 删除对应的内容 | 通常会再要求确认一次，删除后可能无法恢复 | deletes what it belongs to | it usually asks for a confirmation first, and may not be undone
deactivate! | 注销账号, 注销账户, 停用账号, 注销, 删除账号 | deactivate account, close account, deactivate, delete my account | | 注销或停用账号 | 通常会要求确认，之后可能无法再用这个账号 | closes the account | it usually asks for a confirmation, and the account may not come back
edit | 编辑, 修改, 更改, 改, 修改资料, 编辑资料, 改名, 重命名 | edit, modify, change, rename, edit profile, alter | edit | 修改对应的内容 | 通常会打开可编辑的表单 | lets you change what it belongs to | it usually opens a form to edit
create | 新建, 新增, 添加, 创建, 增加, 发起, 加一个, 加 | new, add, create, add new, create new, insert | plus, folder-plus | 新建或添加一条内容 | 通常会打开一个要填写的表单 | adds something new | it usually opens a form to fill in
search^ | 搜索, 查询, 检索, 搜一下, 查找, 搜, 查, 查一下, 找 | search, find, look up, query, look for, go | search, zoom-in | 按输入的关键词搜索 | 之后通常会显示搜索结果 | searches for what was typed | the results are usually shown next
filter | 筛选, 过滤, 筛选条件, 高级搜索, 高级筛选 | filter, filters, refine, advanced search, narrow down | filter, sliders | 按条件筛选列表 | 列表通常只留下符合条件的内容 | narrows the list down | only what fits the conditions usually stays in the list
sort | 排序, 升序, 降序, 默认排序 | sort, sort by, order by, rank | sort | 改变列表的排列顺序 | 列表通常会按所选的方式重新排列 | changes the order of the list | the list is usually put in the chosen order
next | 下一步, 下一页, 下一个, 继续, 后一页, 下页 | next, next page, continue, proceed, next step, forward | chevron-right, arrow-right | 进入下一步或下一页 | 需要填写的内容通常要先填好 | goes on to the next step or page | required fields usually have to be filled in first
previous | 上一步, 上一页, 上一个, 前一页, 上页 | previous, prev, previous page, previous step | chevron-left | 回到上一步或上一页 | 已填的内容通常会保留 | goes back to the previous step or page | what was entered is usually kept
back | 返回, 后退, 返回上一页, 返回列表, 回去 | back, go back, return | arrow-left | 返回前一个页面 | | goes back to the page before |
home | 首页, 主页, 回到首页, 返回首页, 网站首页 | home, homepage, home page, go home, main page | home | 打开首页 | | opens the home page |
download | 下载, 立即下载, 下载文件, 下载到本地, 另存为, 下载附件 | download, download file, save as, get the file | download | 把文件下载到本地 | 通常会开始下载或让人选择保存的位置 | downloads a file | the download usually starts, or you are asked where to save it
export | 导出, 导出数据, 导出报表, 导出表格, 批量导出, 导出成表格 | export, export data, export csv, export to excel, export report | external | 把数据导出成文件 | 通常会生成一个可下载的文件，如 Excel 或 CSV | exports the data as a file | you usually get a file to download, such as CSV or Excel
import | 导入, 批量导入, 导入数据, 导入文件 | import, import data, bulk import, import file | | 从文件导入数据 | 通常要先选择一个文件 | imports data from a file | you usually choose a file first
upload | 上传, 上传文件, 选择文件, 上传图片, 点击上传, 传图, 上传附件, 传文件 | upload, upload file, choose file, browse, select file, choose files, upload a file | upload, cloud | 上传本地文件 | 通常会让人选择文件 | uploads a file from your computer | you are usually asked to choose a file
attach | 添加附件, 附件, 加附件 | attach, attach file, add attachment, attachments | attachment | 添加或查看附件 | 通常会让人选择文件 | attaches a file or shows what is attached | you are usually asked to choose a file
print | 打印, 打印订单, 打印页面 | print, print page | print | 打印当前内容 | 通常会打开打印窗口 | prints this | the print dialog usually opens
copy | 复制, 拷贝, 一键复制, 复制链接 | copy, copy link, copy to clipboard, duplicate | copy | 复制对应的内容 | 之后可以粘贴到别处 | copies what it belongs to | you can then paste it elsewhere
paste | 粘贴 | paste | paste | 粘贴剪贴板里的内容 | | pastes what is on the clipboard |
cut | 剪切 | cut | cut | 剪切所选内容 | 之后可以粘贴到别处 | cuts the selection | you can then paste it elsewhere
undo | 撤销, 撤回, 撤消 | undo | undo | 撤销上一步操作 | | undoes the last step |
redo | 重做, 恢复 | redo | redo | 重做刚撤销的操作 | | does again what was undone |
refresh | 刷新, 重新加载, 刷新列表, 刷新页面, 换一批, 换一换, 重试, 再试一次 | refresh, reload, retry, try again, show others | refresh | 重新加载内容 | | loads the content again |
share | 分享, 转发, 分享给好友, 发给朋友, 分享给朋友 | share, forward, send to a friend, share with | share | 把内容分享给别人 | 通常会让人选择分享的方式 | shares this with others | you usually choose how to share it
like | 点赞, 赞, 喜欢, 有用, 顶 | like, upvote, thumbs up, helpful | thumb-up, heart | 表示喜欢或赞同 | 点赞数通常会加一 | says that you like it | the number of likes usually goes up by one
dislike | 踩, 不喜欢, 没用 | dislike, downvote, thumbs down | thumb-down | 表示不喜欢 | | says that you do not like it |
favourite | 收藏, 加入收藏, 收藏夹, 我的收藏, 加入心愿单, 收藏商品, 想要 | favorite, favourite, favorites, favourites, wishlist, add to wishlist, bookmark, save for later, star, bookmark this | star, star-filled, bookmark | 收藏起来，方便以后查看 | 再点一次通常会取消收藏 | keeps it among your favourites | pressing it again usually takes it out
follow | 关注, 加关注, 订阅, 关注TA | follow, subscribe, watch, subscribe now | | 关注或订阅，以后能看到更新 | | follows it, so that you get its news |
unsubscribe | 取消关注, 取消订阅, 退订 | unfollow, unsubscribe, opt out | | 取消关注或订阅 | | stops following or subscribing |
comment^ | 评论, 发表评论, 写评论, 留言, 发表, 写评价, 评价, 去评价, 发评论 | comment, post comment, add comment, leave a comment, write a review, add a comment | comment | 发表或查看评论 | | writes or shows comments |
reply^ | 回复, 回帖, 回信 | reply, respond, answer, reply all | reply | 回复对方 | 通常会出现输入框 | replies to it | a box to write in usually appears
send^ | 发送, 发出, 发消息, 发送消息, 发邮件, 发信 | send, send message, send now, send email, send a message | send | 发送写好的内容 | 发出后通常不能再修改 | sends what was written | it can usually not be changed any more then
publish^ | 发布, 发帖, 立即发布, 上线, 发文, 投稿, 发动态 | publish, post, go live, release, post now, tweet | rocket | 公开发布内容 | 之后别人通常就能看到 | publishes it | others can usually see it then
compose | 写邮件, 写信, 撰写, 新邮件, 写一封 | compose, write, new message, new email, write an email | | 写一封新邮件或新内容 | | starts a new message |
chat | 聊天, 私信, 联系卖家, 客服, 在线客服, 联系客服, 咨询, 在线咨询, 人工客服, 找客服, 联系我们, 找人工 | chat, live chat, contact seller, customer service, support, contact support, contact us, ask a question, talk to someone, get in touch | message, headset, robot | 打开对话，联系客服或对方 | | opens a conversation or the contact page |
call | 拨打电话, 打电话, 致电 | call, call us, phone | phone | 拨打电话 | | calls the number |
cart | 加入购物车, 加购, 加购物车, 加到购物车, 放进购物车 | add to cart, add to basket, add to bag, put in the cart | | 把商品放进购物车 | 购物车里的件数通常会增加，之后可以去结算 | puts the product in the cart | you can then go to the cart and check out
opencart | 购物车, 去购物车, 查看购物车, 我的购物车 | cart, shopping cart, basket, bag, view cart, my cart | cart, bag | 打开购物车 | 可以查看、修改要买的商品，然后结算 | opens the shopping cart | there you can change what you buy and check out
buy | 立即购买, 购买, 买, 立即抢购, 抢购, 马上抢, 去购买, 下单, 买下 | buy now, buy, purchase, order now, get it now, order | | 购买这件商品 | 通常会进入确认订单的页面 | buys it | you usually get to the page that confirms the order
checkout^ | 结算, 去结算, 结账, 提交订单, 去下单, 确认下单 | checkout, check out, place order, proceed to checkout, complete order, place my order | | 结算并下单 | 通常接着要确认地址和付款 | goes to checkout or places the order | you usually confirm the address and pay next
pay^ | 支付, 付款, 立即支付, 去支付, 确认支付, 去付款, 缴费, 充值, 买单 | pay, pay now, make payment, top up, recharge, pay bill, confirm payment | credit-card, wallet | 付款 | 通常会进入支付页面，付款后订单生效 | pays | you usually get to the payment page
refund | 申请退款, 退款, 退货, 申请售后, 退换货, 售后 | refund, return, request refund, return item, get a refund, send it back | | 申请退款或退换货 | 通常要填写原因并等待审核 | asks for a refund or return | you usually give a reason and wait for an answer
cancelorder! | 取消订单, 取消预约, 退订房间, 退票 | cancel order, cancel booking, cancel subscription, cancel my order, cancel appointment | | 取消这个订单或预约 | 通常会要求确认，取消后可能要重新下单 | cancels the order or booking | it usually asks for a confirmation and may not be undone
coupon | 优惠券, 领券, 领取, 使用优惠券, 兑换, 领取优惠券, 用优惠码, 立即领取 | coupon, redeem, apply coupon, get coupon, claim, use a coupon, promo code, apply code | coupon, gift | 领取或使用优惠 | 价格通常会相应减少 | gets or uses a discount | the price usually goes down accordingly
book^ | 预订, 预约, 立即预订, 立即预约, 预约挂号, 订票, 挂号, 订房, 约 | book, reserve, book now, make a reservation, make an appointment, schedule, book a room, reserve now | | 预订或预约 | 通常接着要选时间并填写联系信息 | books it | you usually choose a time and give your contact details next
trial | 免费试用, 试用, 立即体验, 立即使用, 开始使用, 体验 | free trial, start free, try free, start free trial, try it free, try for free, start trial, try now, start now, get started free | | 开始试用 | 通常要先注册或登录 | starts a trial | you usually sign up or sign in first
upgrade | 升级, 开通会员, 升级套餐, 立即升级, 开通, 续费, 换套餐 | upgrade, go pro, upgrade plan, choose plan, select plan, renew, change plan, change my plan | | 升级、开通或续费 | 通常会进入选择套餐或付款的页面 | upgrades or renews the plan | you usually choose a plan or pay next
settings | 设置, 系统设置, 账号设置, 账户设置, 偏好设置, 配置 | settings, preferences, configure, options, account settings, configuration | settings | 打开设置 | 可以修改账号或系统的选项 | opens the settings | there you can change options
profile | 个人中心, 个人资料, 我的, 我的账户, 账户, 个人信息, 我的主页, 我的账号, 用户中心 | profile, my account, account, my profile, personal information, account menu | user | 打开个人账户 | 通常能查看、修改个人资料，也可以退出登录 | opens your account | there you can usually change your profile or sign out
users | 成员, 用户管理, 邀请, 邀请成员, 邀请好友, 添加成员, 团队 | members, invite, invite members, add member, invite people, team, manage users | users | 管理或邀请成员 | | manages or invites people |
notice | 通知, 消息, 消息中心, 消息通知, 我的消息, 提醒 | notifications, alerts, messages, notification center | bell, mail, inbox | 查看通知或消息 | 通常会展开消息列表，未读的会变成已读 | shows notifications or messages | a list of messages usually opens
mute | 免打扰, 静音, 关闭通知 | mute, do not disturb, turn off notifications | mute, bell-off | 关闭声音或提醒 | | turns sound or notifications off |
help | 帮助, 帮助中心, 使用帮助, 常见问题, 疑问, 说明, 使用说明 | help, help center, help centre, faq, faqs, help & support | help, info | 查看帮助或说明 | | shows help or explanations |
menu | 菜单, 导航, 打开菜单, 展开菜单 | menu, navigation, open menu, toggle menu, toggle navigation | menu | 展开或收起菜单 | | opens or closes the menu |
more | 更多, 查看更多, 加载更多, 展开更多, 显示更多, 更多操作, 查看全部, 全部, 点击展开 | more, see more, view more, show more, load more, more actions, view all, see all, read more, learn more, more options | more, more-vertical | 显示更多内容或操作 | | shows more content or actions |
detail | 详情, 查看详情, 查看, 了解更多, 详细, 明细, 预览, 阅读全文 | details, view, view details, preview, see details, open, show details, read | eye | 查看详细内容 | 通常会打开详情页或弹窗 | shows the details | a page or window with them usually opens
hide | 隐藏, 不显示 | hide | eye-off | 隐藏内容 | | hides it |
expand | 展开, 展开全部, 展开筛选 | expand, expand all, unfold, show all | chevron-down | 展开下面的内容或选项 | | opens what is below or the choices |
collapse | 收起, 折叠, 收起侧栏 | collapse, collapse all, fold, show less | chevron-up | 收起内容 | | folds it away |
selectall | 全选, 选择全部, 反选 | select all, check all, deselect all | | 选中全部项目 | 通常再点一次就取消全选 | selects everything | pressing it again usually unselects everything
apply^ | 应用, 使用, 生效, 应用筛选 | apply, apply filters, use this, apply changes | | 让所选的设置或条件生效 | | puts the chosen settings or conditions into effect |
enable | 启用, 开启, 打开, 激活, 开启两步验证 | enable, turn on, activate, switch on | power | 启用这项功能 | | turns it on |
disable! | 禁用, 停用, 关停, 停止使用 | disable, turn off, deactivate, switch off | | 停用这项功能 | 停用后通常不能再使用 | turns it off | it can usually not be used then
start | 开始, 启动, 运行, 执行, 开启任务, 立即开始, 开始答题, 重启 | start, run, launch, begin, execute, restart, build now | play | 开始执行 | | starts it |
pause | 暂停, 中止 | pause, suspend | pause | 暂停 | 通常可以再继续 | pauses it | it can usually be resumed
stop! | 停止, 终止, 结束, 强制停止 | stop, terminate, end, kill, abort | stop | 停止正在进行的操作 | | stops what is going on |
play | 播放, 观看, 立即播放, 播放视频 | play, watch, play video, watch now, watch video | video, film | 播放视频或音频 | | plays the video or sound |
approve^ | 通过, 批准, 同意, 审批, 同意并继续 | approve, agree, accept invitation, agree and continue, allow | check-circle | 同意或批准 | 之后通常会进入下一步 | agrees to it or approves it | it usually goes on from there
reject! | 拒绝, 驳回, 不同意, 退回 | reject, decline, deny, refuse, disagree | | 拒绝或驳回 | 对方通常会收到结果 | declines it | the other side is usually told
report | 举报, 投诉, 反馈, 意见反馈, 报错 | report, report abuse, feedback, report a problem, send feedback, report a bug | flag, bug | 举报或反馈问题 | 通常要填写原因 | reports a problem | you usually say what is wrong
bind | 绑定, 绑定手机, 绑定邮箱, 换绑, 更换手机, 关联, 换绑邮箱 | bind, connect, link account, connect account, add phone, pair | link, bluetooth | 把手机、邮箱或其他账号与当前账号关联 | 通常要先验证身份 | connects a phone, e-mail address or account to yours | you usually confirm who you are first
unbind! | 解绑, 取消绑定, 解除绑定, 断开 | unlink, disconnect, unbind, unpair | | 解除关联 | 通常会要求确认 | disconnects it | it usually asks for a confirmation
avatar | 换头像, 更换头像, 修改头像, 上传头像, 头像 | change avatar, change photo, upload photo, change picture, avatar, profile picture | camera | 更换头像 | 通常会让人选择一张图片 | changes the profile picture | you are usually asked to choose a picture
address | 添加地址, 新增地址, 收货地址, 地址管理, 改地址, 修改地址 | add address, new address, addresses, change address, change the shipping address | | 添加或修改收货地址 | | adds or changes an address |
orders | 我的订单, 订单, 查看订单, 订单管理, 全部订单, 查订单, 订单列表 | orders, my orders, order history, view orders, see my orders | | 查看订单 | | shows your orders |
track | 查看物流, 物流, 查物流, 物流跟踪, 快递, 物流详情 | track, track order, tracking, track package, track my order, where is my order | truck, package | 查看物流进度 | | shows where the delivery is |
invoice | 开发票, 申请发票, 发票, 下载发票, 开票 | invoice, get invoice, request invoice, invoices, receipt | invoice | 申请或查看发票 | | requests or shows the invoice |
bill | 账单, 查账单, 流水, 查看账单, 交易记录 | bill, billing, statement, transactions, billing history | | 查看账单或交易记录 | | shows bills or transactions |
transfer^ | 转账, 汇款, 提现, 转给 | transfer, send money, withdraw, wire | bank | 转出资金 | 通常要再确认金额和收款人，转出后可能无法撤回 | transfers money | you usually confirm amount and recipient, and it may not be undone
history | 历史, 历史记录, 浏览记录, 操作记录, 日志, 查看日志 | history, recent, activity, log, logs, view log | history | 查看历史记录 | | shows the history |
language | 语言, 切换语言, 多语言, 英文, 中文, 中英文切换, 换成英文 | language, change language, switch language, english, translate | globe | 切换语言 | 页面的文字通常会变成所选的语言 | changes the language | the page is usually shown in the chosen language
theme | 深色模式, 夜间模式, 主题, 浅色模式, 切换主题, 换肤, 暗黑模式 | dark mode, light mode, theme, change theme, toggle theme, night mode | moon, sun, palette | 切换页面的颜色主题 | | changes the page's colours |
calendar | 日历, 选择日期, 日程, 选日期 | calendar, choose date, pick a date, schedule view, date picker | calendar | 打开日历或选择日期 | | opens the calendar or lets you choose a date |
location | 定位, 切换城市, 选择城市, 换城市, 位置, 附近, 我的位置 | location, change city, choose location, use my location, nearby, change the city | location, map | 选择或查看位置 | | chooses or shows the location |
scan | 扫码, 扫一扫, 二维码, 扫码登录, 扫二维码 | scan, qr code, scan qr code, scan the code | scan, qrcode | 扫描或显示二维码 | | scans or shows a QR code |
fullscreen | 全屏, 全屏显示, 放大 | full screen, fullscreen, maximize, zoom in, enlarge | fullscreen | 放大或全屏显示 | | shows it larger or on the full screen |
zoomout | 缩小, 退出全屏, 还原 | zoom out, exit full screen, minimize, minimise | zoom-out, fullscreen-exit | 缩小显示或退出全屏 | | shows it smaller or leaves the full screen |
gridview | 网格, 网格视图, 卡片视图, 应用中心 | grid, grid view, card view, apps | grid | 切换成网格视图或打开应用列表 | | shows things in a grid, or opens the list of apps |
listview | 列表, 列表视图 | list, list view | list | 切换成列表视图 | | shows things in a list |
dashboard | 控制台, 仪表盘, 工作台, 概览, 总览 | dashboard, console, overview, workspace | dashboard | 打开总览页面 | | opens the overview |
stats | 统计, 报表, 数据分析, 查看报表, 趋势, 分析 | statistics, reports, analytics, view report, stats, insights | chart-bar, chart-line, chart-pie | 查看统计或报表 | | shows statistics or reports |
archive | 归档, 存档 | archive, archive this | archive | 归档，从当前列表里收起来 | 通常以后还能找回 | puts it away in the archive | it can usually be found there later
markread | 全部已读, 标为已读, 标记已读, 全部标为已读 | mark as read, mark all as read, mark read | | 把消息标记为已读 | | marks messages as read |
complete | 标记完成, 标为完成, 设为已完成, 打卡, 签到 | mark as done, mark complete, mark as complete, complete, check in | task | 标记为完成 | | marks it as done |
assign | 分配, 指派, 转交, 派单 | assign, reassign, assign to me, delegate | | 指派给某个人处理 | | assigns it to somebody |
move | 移动, 移动到, 拖动 | move, move to, drag | drag | 移动到别的位置 | | moves it to another place |
pin | 置顶, 固定 | pin, pin to top | pin | 固定在最前面 | | keeps it at the top |
lock | 锁定, 加锁, 锁屏 | lock | lock | 锁定，避免被修改或访问 | | locks it |
unlock | 解锁, 解除锁定 | unlock | unlock | 解锁 | | unlocks it |
permission | 权限, 权限管理, 授权, 分配权限, 角色管理 | permissions, authorize, authorise, grant access, roles | shield, key | 设置权限或安全选项 | | sets permissions or security options |
test | 测试, 测试连接, 检测, 诊断 | test, test connection, diagnose, check | | 测试能否正常工作 | 通常会显示测试结果 | tests whether it works | the result is usually shown
deploy | 部署, 回滚, 发布版本 | deploy, roll back, rollback | | 部署或切换版本 | | deploys it or switches versions |
compare | 对比, 加入对比, 比较, 商品对比 | compare, add to compare, compare products | | 把几项放在一起比较 | | compares several things |
voice | 语音, 语音输入, 语音搜索 | voice, voice search, voice input, record | microphone | 用语音输入 | 通常要允许使用麦克风 | takes voice input | you usually have to allow the microphone
photo | 拍照, 相机, 图片, 插入图片, 发图片 | take photo, camera, image, insert image, picture, photo | image | 拍摄或添加图片 | | takes or adds a picture |
emoji | 表情, 插入表情 | emoji, insert emoji | smile | 插入表情 | | inserts an emoji |
bold | 加粗 | bold | bold | 把所选文字加粗 | | makes the selected text bold |
italic | 斜体 | italic | italic | 把所选文字变成斜体 | | makes the selected text italic |
underline | 下划线 | underline | underline | 给所选文字加下划线 | | underlines the selected text |
quote | 引用 | quote | quote | 引用一段文字 | | quotes a text |
code2 | 代码, 查看源码, 插入代码 | source code, view source, code, view on github, see the source code | code, terminal | 查看或插入代码 | | shows or inserts code |
docs | 文档, 查看文档, 开发文档, 使用手册 | docs, documentation, read the docs, manual, guide | book | 打开文档 | | opens the documentation |
volume | 音量, 调音量 | volume, sound | volume | 调节音量 | | adjusts the volume |
terms | 用户协议, 服务条款, 隐私政策, 使用条款, 隐私协议, 服务协议 | terms of service, privacy policy, terms, privacy, terms and conditions, terms of use | | 打开协议或政策的全文 | | opens the full text of the terms or policy |
about | 关于我们, 关于, 公司简介 | about, about us, company | | 打开介绍页面 | | opens the page about them |
oauth | 微信登录, 扫码登录, QQ登录, 第三方登录, 用微信登录 | sign in with google, continue with google, sign in with github, log in with sso, sign in with apple, continue with apple, continue with github, sign in with microsoft, sso | | 用另一个平台的账号登录 | 通常会跳到那个平台授权 | signs you in with an account of another service | you are usually sent there to allow it
top | 回到顶部, 返回顶部 | back to top, scroll to top | arrow-up, chevron-up | 回到页面顶部 | | scrolls to the top of the page |
skip | 跳过, 以后再说, 稍后 | skip, later, maybe later, not now, skip for now | | 跳过这一步 | 通常以后还可以再做 | skips this step | it can usually be done later
increase | 增加数量, 加一 | increase, increment, add one | | 把数量加一 | | adds one |
decrease | 减少数量, 减一, 减少 | decrease, decrement, reduce | minus | 把数量减一或移除一项 | | takes one off or removes an item |
reminder | 提醒我, 设置提醒, 到货提醒 | remind me, set a reminder, notify me | clock | 设置提醒 | 到时通常会收到通知 | sets a reminder | you are usually notified then
"""


@dataclass(frozen=True, slots=True)
class Act:
    """does, then: what it does and what usually follows, by language; `then` may be empty."""

    key: str
    names: tuple[str, ...]
    icons: tuple[str, ...]
    does: dict[str, str]
    then: dict[str, str]
    is_final: bool
    hands_in: bool


@lru_cache(maxsize=1)
def acts() -> tuple[Act, ...]:
    """All acts, in the order of the list."""
    return tuple(_parse(line) for line in _ACTS.strip().splitlines())


def _parse(line: str) -> Act:
    key, zh, en, icons, does_zh, then_zh, does_en, then_en = (part.strip() for part in line.split("|"))
    names = tuple(name.strip() for name in (*zh.split(","), *en.split(",")) if name.strip())
    return Act(
        key.rstrip("!^"),
        names,
        tuple(icon.strip() for icon in icons.split(",") if icon.strip()),
        {"zh": does_zh, "en": does_en},
        {"zh": then_zh, "en": then_en},
        "!" in key,
        "^" in key,
    )


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Act]:
    table: dict[str, Act] = {}
    for act in acts():
        for name in act.names:
            table.setdefault(fold(name).packed, act)
    return table


@lru_cache(maxsize=1)
def _by_icon() -> dict[str, Act]:
    return {icon: act for act in reversed(acts()) for icon in act.icons}


def act_of_icon(icon: str) -> Act | None:
    """What a button with nothing but this icon does."""
    return _by_icon().get(icon)


@lru_cache(maxsize=4096)
def act_in(text: str) -> tuple[Act, str] | None:
    """The act that a text names, and the rest of the text: "导出报表" is export, of "报表".

    The longest name counts; of equals the first in the text. Latin names must be whole words.
    """
    folded = fold(text)
    if act := _by_name().get(folded.packed):
        return act, ""
    best: tuple[int, int, int, Act] | None = None
    for name, act in _by_name().items():
        at = _find(name, folded)
        if at >= 0 and (best is None or (len(name), -at) > (best[0], best[1])):
            best = (len(name), -at, at, act)
    if best is None:
        return None
    size, _, at, act = best
    start, stop = folded.origin[at], folded.origin[at + size - 1] + 1
    return act, f"{text[:start]} {text[stop:]}".strip()


def _find(name: str, text: Folded) -> int:
    """Where a name of more than one letter stands; -1 if nowhere."""
    at = text.packed.find(name) if len(name) > 1 or not text.packed.isascii() else -1
    while at >= 0:
        stop = at + len(name)
        if not name.isascii() or (text.starts[at] and (stop == len(text.packed) or text.starts[stop])):
            return at
        at = text.packed.find(name, at + 1)
    return -1


def icon_names(icon: str) -> tuple[str, ...]:
    """What an icon is called in both languages, with the names of the act that it stands for."""
    act = act_of_icon(icon)
    own = tuple(name for language in ("zh", "en") if (name := icon_name(icon, language)))
    return own + (act.names if act else ())
