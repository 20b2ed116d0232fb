// The few words that widgets say by themselves, whatever the page is about.
FW.words = {
  zh: { close: "关闭", previous: "上一页", next: "下一页", more: "更多", select: "请选择", search: "搜索", menu: "菜单",
    pagination: "分页", breadcrumb: "面包屑", clear: "清空", upload: "点击或拖拽文件到此处上传", empty: "暂无数据", loading: "加载中",
    increase: "增加", decrease: "减少", total: (n) => `共 ${n} 条`, days: ["一", "二", "三", "四", "五", "六", "日"], selectAll: "全选",
    selectRow: "选择此行", showPassword: "显示密码", date: "选择日期", stars: (n) => `${n} 星` },
  en: { close: "Close", previous: "Previous", next: "Next", more: "More", select: "Please select", search: "Search", menu: "Menu",
    pagination: "Pagination", breadcrumb: "Breadcrumb", clear: "Clear", upload: "Click or drag files here to upload", empty: "No data",
    loading: "Loading", increase: "Increase", decrease: "Decrease", total: (n) => `${n} items`,
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], selectAll: "Select all", selectRow: "Select row",
    showPassword: "Show password", date: "Pick a date", stars: (n) => `${n} stars` },
};
