# كلمات الإطار بحسب الرمز.

pillar-prevention = الوقاية
pillar-protection = الحماية
pillar-prosecution = الملاحقة القضائية
pillar-partnership = الشراكة
pillar-unstated = المحور غير مذكور

side-demand = جانب الطلب
side-supply = جانب العرض
side-unstated = الجانب غير مذكور

group-sexual = الاستغلال الجنسي
group-labour = استغلال العمل
group-other = أشكال أخرى
group-unstated = الشكل غير مذكور

form-EX-SEX = الاستغلال الجنسي
form-EX-SEX-prostitution = استغلال دعارة الغير
form-EX-SEX-imagery = إنتاج صور جنسية
form-EX-SEX-remote = خدمات تفاعلية عن بُعد
form-EX-SEX-private = خدمات جنسية خاصة
form-EX-LAB = العمل القسري
form-EX-LAB-agriculture = العمل القسري في الزراعة
form-EX-LAB-fishing = العمل القسري في صيد الأسماك
form-EX-LAB-mining = العمل القسري في التعدين
form-EX-LAB-manufacturing = العمل القسري في الصناعة
form-EX-LAB-construction = العمل القسري في البناء
form-EX-LAB-peddling = العمل القسري في البيع المتجول
form-EX-LAB-transport = العمل القسري في النقل
form-EX-LAB-hospitality = العمل القسري في الضيافة
form-EX-DOM = الاستعباد المنزلي
form-EX-BEG = التسول القسري
form-EX-CRIM = الإكراه على الإجرام
form-EX-MAR = الزواج القسري
form-EX-ORG = نزع الأعضاء
form-EX-ARM = الاستغلال من جانب جماعات مسلحة
form-EX-SLA = الرق والممارسات الشبيهة به
form-EX-CHL = عمل الأطفال
form-EX-ADO = التبني غير المشروع
form-EX-SUR = تأجير الأرحام القسري

sex-female = النساء والفتيات
sex-male = الرجال والفتيان
sex-other = أنواع أخرى

age-child = الأطفال (0–17)
age-adult = البالغون (18–59)
age-older = كبار السن (60 فأكثر)

origin-domestic = ضحايا الاتجار داخل البلد
origin-foreign = من جيء بهم من الخارج

everybody = الجميع

sector-SHL = المأوى الطارئ والمواد المنزلية
sector-CCM = تنسيق المخيمات وإدارتها
sector-FSC = الأمن الغذائي
sector-WSH = المياه والصرف الصحي والنظافة
sector-LOG = اللوجستيات
sector-PRO = الحماية
sector-EDU = التعليم
sector-NUT = التغذية
sector-HEA = الصحة
sector-ERY = الإنعاش المبكر
sector-TEL = الاتصالات في حالات الطوارئ
sector-PRO-CPN = حماية الطفل
sector-PRO-GBV = العنف القائم على النوع الاجتماعي
sector-PRO-HLP = السكن والأرض والممتلكات
sector-PRO-MIN = مكافحة الألغام
sector-PRO-TIP = مكافحة الاتجار بالبشر
sector-MUL = قطاعات متعددة
sector-CSH = المساعدات النقدية
sector-COO = التنسيق
sector-unstated = القطاع غير مذكور

service-identification = تحديد هوية الضحايا
service-shelter = الإيواء
service-health = الرعاية الصحية
service-legal = المساعدة القانونية
service-social = الدعم الاجتماعي والنفسي
service-child = حماية الطفل
service-livelihood = سبل العيش
service-material = الغذاء والماء ومواد أخرى
service-return = العودة وإعادة الإدماج
service-hotline = خط المساعدة
service-awareness = التوعية
service-inspection = تفتيش العمل
service-recruitment = التوظيف المنصف
service-demand = الحد من الطلب
service-investigation = التحقيق
service-trial = المحاكمة ومشاركة الضحايا
service-training = تدريب الشرطة والقضاء

kind-state = جهة حكومية
kind-intergovernmental = منظمة حكومية دولية
kind-ngo = منظمة غير حكومية
kind-private = قطاع خاص
kind-academic = جهة أكاديمية
kind-other = غير ذلك
kind-unstated = النوع غير مذكور

status-planned = مخطط لها
status-active = جارية
status-suspended = معلّقة
status-ended = منتهية

level-region = إقليم
level-country = بلد
level-admin1 = محافظة
level-admin2 = مديرية
level-admin3 = موقع
level-corridor = مسار

role-administrator = مدير النظام
role-coordinator = منسّق
role-member = عضو
role-reader = قارئ

author-operator = المشغّل، من الجهاز الذي يحفظ السجل
author-user = مستخدم بصفة: { $role }
author-former-user = مستخدم لم يعد معروفاً

certainty-certain = فجوة مؤكدة
certainty-likely = فجوة مرجّحة
certainty-open = غير محسوم
certainty-likely-met = تلبية مرجّحة
certainty-met = ملبّاة

knowledge-active = نشاط قائم
knowledge-nobody-there = لا أحد هناك
knowledge-nobody-reported = لم يُبلغ أحد

statement-instance-described = وصف المنصة
statement-user-registered = تسجيل مستخدم
statement-user-closed = إغلاق حساب مستخدم
statement-organisation-declared = التصريح بمنظمة
statement-organisation-reported = إبلاغ من منظمة
statement-place-declared = التصريح بمكان
statement-initiative-declared = التصريح بمبادرة
statement-initiative-confirmed = تأكيد القدرة
statement-initiative-withdrawn = سحب مبادرة
statement-need-declared = التصريح باحتياج
statement-need-withdrawn = سحب احتياج
statement-estimate-published = إضافة تقدير منشور
statement-estimate-recorded = تسجيل تقدير
statement-import-applied = تطبيق استيراد
statement-import-undone = التراجع عن استيراد
statement-erased = النص محذوف
statement-unknown = نوع لا يعرفه هذا الإصدار: { $kind }
