"""Acts in words: each verb and kind of thing as an official would say it; what has no words here is shown as it is."""

from yilu.core.text import Text

VERBS: dict[str, Text] = {
    "accounts.appointment.make": Text("任命人员", "appointed a person"),
    "accounts.appointment.revoke": Text("免去任职", "revoked an appointment"),
    "accounts.keys.rotate": Text("更换加密密钥", "rotated the keys of encrypted data"),
    "accounts.language.choose": Text("选择界面语言", "chose a language"),
    "accounts.password.change": Text("修改本人密码", "changed the own password"),
    "accounts.password.reset": Text("重置他人密码", "gave a new first password"),
    "accounts.person.take_on": Text("开通账号并任命", "opened an account and appointed"),
    "accounts.second_factor.change": Text("变更二次验证", "changed the second factor"),
    "accounts.second_factor.reset": Text("解除他人二次验证", "took off a second factor"),
    "accounts.session.begin": Text("登录", "signed in"),
    "accounts.session.end": Text("结束会话", "ended a session"),
    "accounts.token.make": Text("签发接口令牌", "made an API token"),
    "accounts.token.revoke": Text("作废接口令牌", "revoked an API token"),
    "accounts.token.use": Text("使用接口令牌", "used an API token"),
    "accounts.user.add": Text("开通账号", "opened an account"),
    "audit.chain.check": Text("核验审计记录链", "verified the audit chain"),
    "desk.demo.begin": Text("开始生成演示数据", "began the demo world"),
    "desk.demo.finish": Text("演示数据生成完毕", "finished the demo world"),
    "messages.channel.choose": Text("设置消息接收方式", "chose how to be reached"),
    "messages.channel.drop": Text("停用消息接收方式", "dropped a way to be reached"),
    "messages.delivery.settle": Text("登记消息投递结果", "recorded what came of a delivery"),
    "messages.delivery.take": Text("投递站外消息", "tried a delivery"),
    "messages.delivery.try_again": Text("重发站外消息", "sent a message outside again"),
    "messages.message.read": Text("阅读消息", "read a message"),
    "messages.message.read_all": Text("消息全部标为已读", "marked all messages as read"),
    "messages.message.send": Text("发送消息", "sent a message"),
    "network.brand.add": Text("登记品牌企业", "registered a brand"),
    "network.contact.open": Text("查看网点联系人", "opened a site's contact"),
    "network.enterprise.add": Text("登记企业", "registered an enterprise"),
    "network.enterprise.change": Text("修改企业信息", "changed an enterprise"),
    "network.import.accept": Text("确认网点导入", "accepted an import of sites"),
    "network.import.check": Text("检查网点导入表", "checked a workbook of sites"),
    "network.import.drop": Text("放弃网点导入", "dropped an import of sites"),
    "network.import.fail": Text("网点导入失败", "an import of sites failed"),
    "network.import.recheck": Text("重新检查网点导入表", "checked a workbook of sites again"),
    "network.import.upload": Text("上传网点导入表", "uploaded a workbook of sites"),
    "network.import.write": Text("写入网点导入数据", "wrote an import of sites"),
    "network.office.add": Text("登记派出机构", "registered an office"),
    "network.park.add": Text("登记园区", "registered a park"),
    "network.site.add": Text("登记网点", "registered sites"),
    "network.site.change": Text("修改网点信息", "changed a site"),
    "network.site.close": Text("关闭网点", "closed a site for good"),
    "network.site.import": Text("导入网点", "imported sites"),
    "network.site.open": Text("恢复网点营业", "opened a site"),
    "network.site.seed_states": Text("载入网点营业状态", "loaded the states of sites"),
    "network.site.suspend": Text("停止网点营业", "suspended a site"),
    "norms.checklist.take": Text("按检查表细化规定", "refined requirements by a checklist"),
    "norms.evidence.record": Text("登记证据", "recorded evidence"),
    "norms.evidence.record_many": Text("批量登记证据", "recorded evidence in bulk"),
    "norms.norm.load": Text("载入规范文本", "loaded the published norms"),
    "norms.provision.end": Text("终止本地规定", "ended an area's own provision"),
    "norms.requirement.refine": Text("细化规定", "refined a requirement"),
    "norms.setting.set": Text("设定数值", "ordered a number"),
    "operations.deadline.set": Text("设定日报截止时间", "set the report deadline"),
    "operations.disinfection.log": Text("登记消毒", "recorded a disinfection"),
    "operations.disinfection.log_many": Text("批量登记消毒", "recorded disinfections in bulk"),
    "operations.draft.save": Text("保存日报草稿", "kept a day half filled in"),
    "operations.field.add": Text("增设日报字段", "added a field to the daily report"),
    "operations.figure.import": Text("导入外部汇总数", "imported outside figures"),
    "operations.figure.record": Text("登记外部汇总数", "recorded an outside figure"),
    "operations.product.map": Text("设定产品类别对应", "mapped a product to a class"),
    "operations.reference.load": Text("载入服务类别", "loaded the service classes"),
    "operations.report.send": Text("报送日报", "reported a site's day"),
    "operations.report.send_many": Text("批量报送日报", "reported many sites' days"),
    "operations.rollup.refresh": Text("更新汇总", "refreshed the rollups"),
    "operations.roster.set": Text("设定统计名录", "set a roster"),
    "operations.sector.release": Text("确定行业合计公布口径", "fixed which sector totals are shown"),
    "people.card.print": Text("打印填报卡", "printed enrolment cards"),
    "people.case.close": Text("健康异常结案", "closed a health case"),
    "people.case.confirm": Text("登记确诊", "put a confirmed case on record"),
    "people.case.open": Text("健康异常立案", "opened a health case"),
    "people.case.report": Text("登记健康异常", "reported a health case"),
    "people.case.step": Text("办理处置步骤", "did a step of a health case"),
    "people.case.trace": Text("排查接触者", "traced the contacts of a case"),
    "people.check.escalate": Text("告知晨检未报", "told of missing morning checks"),
    "people.check.escalated": Text("记录已按时告知晨检未报", "noted that missing checks were told of"),
    "people.check.send": Text("登记晨检", "recorded a morning check"),
    "people.check.send_many": Text("批量报送晨检", "sent many morning checks"),
    "people.check.send_own": Text("收到本人手机晨检", "took checks of people's own phones"),
    "people.check.settle": Text("核实不一致的晨检", "settled two differing checks"),
    "people.coverage.count_due": Text("统计晨检应报人数", "counted who is due to check in"),
    "people.coverage.recount": Text("重新统计晨检进度", "recounted who has checked in"),
    "people.days.open": Text("建立晨检日表", "opened days for checks"),
    "people.duplicate.apart": Text("确认不是同一人", "told two people apart"),
    "people.duplicate.find": Text("查找重复员工", "looked for duplicate workers"),
    "people.isolation.follow_up": Text("登记隔离随访", "followed up an isolation"),
    "people.isolation.record": Text("登记隔离观察", "recorded an isolation"),
    "people.isolation.release": Text("登记解除隔离", "recorded the clearance of an isolation"),
    "people.import.write": Text("导入员工表", "imported a workbook of workers"),
    "people.login.tie": Text("关联本人账号", "tied one's login to one's record"),
    "people.login.untie": Text("解除账号关联", "untied a login from a worker's record"),
    "people.measurement.record": Text("登记测温", "recorded a temperature"),
    "people.pass.enrol": Text("登记本人手机", "enrolled a phone"),
    "people.pass.revoke": Text("停用手机", "revoked a phone"),
    "people.record.open": Text("查阅个人健康记录", "opened a person's health record"),
    "people.records.purge": Text("清除到期健康信息", "purged health records"),
    "people.stay.record": Text("登记同住、乘车、到访", "recorded rooms, rides or visits"),
    "people.suspension.decide": Text("决定停业建议", "decided on a proposed suspension"),
    "people.suspension.propose": Text("提出停业建议", "proposed a suspension"),
    "people.worker.add": Text("登记员工", "registered workers"),
    "people.worker.change": Text("修改员工资料", "changed a worker"),
    "people.worker.follow_sites": Text("员工随网点调整归属", "placed workers where their sites moved"),
    "people.worker.leave": Text("登记离岗", "noted that a worker left"),
    "people.worker.merge": Text("合并员工记录", "merged two records of a worker"),
    "people.worker.transfer": Text("调动员工", "transferred a worker"),
    "plans.run.adjust": Text("人工调整方案", "adjusted a plan by hand"),
    "plans.run.adopt": Text("采用方案", "adopted a plan"),
    "plans.run.propose": Text("测算方案", "made a plan"),
    "plans.run.withdraw": Text("作废方案", "withdrew a plan"),
    "tasks.task.cancel": Text("撤销任务", "cancelled a task"),
    "tasks.task.close": Text("任务销号", "closed a task"),
    "tasks.task.delegate": Text("转办任务", "handed a task on"),
    "tasks.task.escalate": Text("任务提醒或提级督办", "reminded of or escalated a task"),
    "tasks.task.extend": Text("调整任务期限", "moved a task's due time"),
    "tasks.task.open": Text("下达任务", "opened a task"),
    "tasks.task.prove": Text("提交任务佐证", "added evidence to a task"),
    "tasks.task.reopen": Text("任务退回重办", "sent a task back"),
    "tasks.task.take": Text("领办任务", "took a task on"),
    "territory.cases.import": Text("导入病例数据", "imported case series"),
    "territory.cases.preview": Text("预览病例数据", "previewed case series"),
    "territory.cluster.state": Text("登记聚集性疫情情况", "stated whether there is a cluster"),
    "territory.emergency.declare": Text("登记应急响应", "put an emergency on record"),
    "territory.emergency.end": Text("终止应急响应", "ended an emergency"),
    "territory.outline.load": Text("载入地区边界", "loaded outlines"),
    "territory.tiers.import": Text("导入风险等级", "imported risk tiers"),
    "territory.tiers.preview": Text("预览风险等级", "previewed risk tiers"),
    "territory.tree.load": Text("载入行政区划", "loaded the division table"),
}
SUBJECTS: dict[str, Text] = {
    "accounts.apitoken": Text("接口令牌", "API token"),
    "accounts.appointment": Text("任职", "appointment"),
    "accounts.user": Text("账号", "account"),
    "network.brand": Text("品牌企业", "brand"),
    "network.enterprise": Text("企业", "enterprise"),
    "network.office": Text("派出机构", "office"),
    "network.park": Text("园区", "park"),
    "network.site": Text("网点", "site"),
    "norms.provision": Text("条款", "provision"),
    "norms.requirement": Text("要求", "requirement"),
    "norms.setting": Text("规定数值", "setting"),
    "people.healthcase": Text("健康异常个案", "health case"),
    "people.isolation": Text("隔离观察", "isolation"),
    "people.suspensionproposal": Text("停业建议", "suspension proposal"),
    "people.worker": Text("员工", "worker"),
    "plans.run": Text("方案", "plan"),
    "tasks.task": Text("任务", "task"),
    "territory.area": Text("地区", "area"),
    "territory.emergency": Text("应急响应", "emergency"),
    "yilu_messages.channelsetting": Text("消息接收方式", "way to be reached"),
    "yilu_messages.delivery": Text("消息投递", "delivery"),
    "yilu_messages.message": Text("消息", "message"),
}
# The roles of `accounts`, which stands above the audit; a test holds both to the same words.
ROLES: dict[str, Text] = {
    "leader": Text("负责人", "Leader"),
    "officer": Text("业务人员", "Officer"),
    "inspector": Text("检查人员", "Inspector"),
    "health_officer": Text("防疫人员", "Health officer"),
    "duty_officer": Text("值班人员", "Duty officer"),
    "complaints_officer": Text("申诉处理人员", "Complaints officer"),
    "auditor": Text("审计人员", "Auditor"),
    "headquarters": Text("企业总部", "Enterprise headquarters"),
    "branch_manager": Text("分支机构负责人", "Branch manager"),
    "site_manager": Text("网点负责人", "Site manager"),
    "site_health_officer": Text("网点健康员", "Site health officer"),
    "worker": Text("一线员工", "Worker"),
    "liaison": Text("联防联控单位联络员", "Counterpart body's liaison"),
    "system": Text("系统", "the system"),
}
OUTCOMES: dict[str, Text] = {"done": Text("已办理", "done"), "refused": Text("未予办理", "refused")}


def _of(words: dict[str, Text], code: str) -> Text:
    return words.get(code, Text(code, code))


def verb(code: str) -> Text:
    """What was done."""
    return _of(VERBS, code)


def subject(kind: str, key: str) -> Text:
    """To what: kind and number."""
    name = _of(SUBJECTS, kind)
    return Text(f"{name.zh} {key}".strip(), f"{name.en} {key}".strip())


def role(code: str) -> Text:
    """As what."""
    return _of(ROLES, code)


def outcome(code: str) -> Text:
    """With what outcome."""
    return _of(OUTCOMES, code)


def verbs_like(typed: str) -> list[str]:
    """The verbs whose code or words in either language contain what was typed."""
    wanted = typed.strip().lower()
    return [c for c, t in VERBS.items() if wanted in c or wanted in t.zh or wanted in t.en.lower()]
