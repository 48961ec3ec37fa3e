# الاستيراد والتصدير.

import-title = استيراد جدول
import-no-file = لم يُختر أي ملف.
    .hint = اختر أولاً ملف XLSX أو ODS أو CSV أو TSV.
import-nothing-new = لا جديد في هذا الملف.
    .hint = كل ما فيه مذكور من قبل. لم يتغيّر شيء.
import-too-late = انتظر هذا الملف طويلاً فتُرك.
    .hint = أحضره من جديد. لم يتغيّر شيء.
import-by-coordinators = المنسّقون يستوردون الجداول. ويمكنك تعديل ما تفعله منظمتك من صفحتها.
drop = أفلت جدولاً هنا أو اختر ملفاً
drop-hint = من يفعل ماذا وأين، أو الاحتياجات، أو التدفقات على المسارات: XLSX أو ODS أو CSV أو TSV، بوسوم HXL أو من دونها، حتى 64 ميغابايت. لا يتغيّر شيء قبل موافقتك.
how-import = كيف تُقرأ الجداول
read-file = اقرأ الملف
reading = تجري قراءة الملف …
imports = عمليات الاستيراد
file = الملف
unplaced = خلايا بلا مكان
applied = مطبَّق
undone = جرى التراجع عنه
as-table = جدولاً للتعديل وإعادة الاستيراد:

at-cell = { $file }، الخلية { $cell }
at-sheet = { $file }، الورقة { $sheet }
at-sheet-cell = { $file }، الورقة { $sheet }، الخلية { $cell }

preview-title = ما سيفعله هذا الملف
rows-read = { $rows ->
        [zero] لم يُقرأ أي صف.
        [one] قُرئ صف واحد.
        [two] قُرئ صفان.
        [few] قُرئت { $rows } صفوف.
        [many] قُرئ { $rows } صفاً.
       *[other] قُرئ { $rows } صف.
    }
of-sheet = الورقة: { $sheet }.
would-change = ما سيتغيّر
nothing-would-change = لا شيء: كل ما في هذا الملف مذكور من قبل.
new-initiatives = مبادرات جديدة
changed-initiatives = مبادرات تتغيّر
same-initiatives = مبادرات على حالها
new-organisations = منظمات جديدة
new-places = أماكن جديدة
new-needs = احتياجات جديدة
changed-needs = احتياجات تتغيّر
apply = تطبيق
leave-it = اتركه
unplaced-title = ما لم يُعرف مكانه
all-placed = عُرف مكان كل خلية من الأعمدة المفهومة.
unplaced-lead = { $count ->
        [zero] أُخذت كل الخلايا كما هي.
        [one] خلية واحدة لم تؤخذ كما هي، وأُخذت بقية صفها.
        [two] خليتان لم تؤخذا كما هما، وأُخذت بقية صفّيهما.
        [few] { $count } خلايا لم تؤخذ كما هي، وأُخذت بقية صفوفها.
        [many] { $count } خلية لم تؤخذ كما هي، وأُخذت بقية صفوفها.
       *[other] { $count } خلية لم تؤخذ كما هي، وأُخذت بقية صفوفها.
    }
first-cell = أول خلية كهذه
why = السبب وما يمكن فعله
times = المرات
repeated-rows = { $count ->
        [zero] لا صفوف مكررة.
        [one] صف واحد يكرر غيره حرفاً بحرف وأُخذ مرة واحدة.
        [two] صفان يكرران غيرهما حرفاً بحرف وأُخذا مرة واحدة.
        [few] { $count } صفوف تكرر غيرها حرفاً بحرف وأُخذت مرة واحدة.
        [many] { $count } صفاً تكرر غيرها حرفاً بحرف وأُخذت مرة واحدة.
       *[other] { $count } صف تكرر غيرها حرفاً بحرف وأُخذت مرة واحدة.
    }
rows-set-aside = { $count ->
        [zero] لم يُترك أي صف:
        [one] تُرك صف واحد:
        [two] تُرك صفان:
        [few] تُركت { $count } صفوف:
        [many] تُرك { $count } صفاً:
       *[other] تُرك { $count } صف:
    }
columns-title = ما فُهم من كل عمود
heading = العنوان
taken-for = فُهم على أنه
samples = أمثلة
not-recognised = لم يُفهم ولم يُقرأ
by-tag = من وسمه
by-heading = من عنوانه

was-applied = طُبّق هذا الاستيراد.
was-undone = جرى التراجع عن هذا الاستيراد: لم يعد شيء مما ذكره قائماً.
undo-title = التراجع عن هذا الاستيراد
undo-lead = يُسحب كل ما ذكره دفعة واحدة، ويعود ما كان قائماً قبله. ويحتفظ السجل بالاثنين.
reason = السبب
undo = تراجع

meaning-organisation-name = اسم المنظمة
meaning-organisation-acronym = الاسم المختصر للمنظمة
meaning-organisation-type = نوع المنظمة
meaning-organisation-id = رمز المنظمة
meaning-funder = المموّل
meaning-implementer = المنفّذ
meaning-programme-partner = الشريك
meaning-sector-name = القطاع بالاسم
meaning-sector-code = القطاع بالرمز
meaning-activity = النشاط
meaning-service = الخدمة
meaning-pillar = المحور
meaning-side = الجانب
meaning-form = شكل الاستغلال
meaning-sex = الجنس
meaning-age = العمر
meaning-age-min = العمر من
meaning-age-max = العمر إلى
meaning-disability = الإعاقة
meaning-group = فئة الأشخاص
meaning-origin = منشأ الأشخاص
meaning-latitude = خط العرض
meaning-longitude = خط الطول
meaning-corridor-origin = منشأ المسار
meaning-corridor-destination = وجهة المسار
meaning-status = الوضع
meaning-date-start = اليوم الأول
meaning-date-end = اليوم الأخير
meaning-date-reported = يوم الإبلاغ
meaning-date-confirmed = يوم التأكيد
meaning-month = الشهر
meaning-year = السنة
meaning-capacity = القدرة
meaning-budget = الميزانية
meaning-currency = العملة
meaning-people = الأشخاص
meaning-in-need = الأشخاص المحتاجون
meaning-targeted = الأشخاص المستهدفون
meaning-affected = الأشخاص المتضررون
meaning-reached = الأشخاص الذين جرى الوصول إليهم
meaning-concert-id = معرّف كونسرت
meaning-remarks = ملاحظات
meaning-region-name = الإقليم بالاسم
meaning-region-code = الإقليم بالرمز
meaning-country-name = البلد بالاسم
meaning-country-code = البلد بالرمز
meaning-admin1-name = المحافظة بالاسم
meaning-admin1-code = المحافظة بالرمز
meaning-admin2-name = المديرية بالاسم
meaning-admin2-code = المديرية بالرمز
meaning-admin3-name = الموقع بالاسم
meaning-admin3-code = الموقع بالرمز
meaning-corridor-name = المسار بالاسم
meaning-corridor-code = المسار بالرمز

note-unknown-word = ليست في أي قائمة كلمات لهذا العمود.
note-misspelt = فيها خطأ إملائي، وفُهمت مع ذلك.
note-not-a-count = ليس عدداً صحيحاً ولا مدى مثل ‎<5 ولا «withheld».
note-rounded = قُرّب كسر من شخص.
note-not-a-date = ليس تاريخاً.
note-ambiguous-date = قد يكون اليوم والشهر معكوسين.
note-ends-before-start = النهاية قبل البداية، ولم يؤخذ أي منهما.
note-month-without-year = شهر بلا سنة.
note-not-an-amount = ليس مبلغاً من المال.
note-amount-without-currency = مبلغ بلا عملة.
note-not-a-place-code = ليس رمز مكان.
note-not-a-coordinate = ليس خط عرض أو طول بالدرجات.
note-not-an-id = ليس معرّفاً من كونسرت.
note-lists-differ = لا تتطابق القوائم في الصف، ولم تؤخذ الأقصر.
note-half-a-corridor = ينقص أحد طرفي المسار.
note-sectors-disagree = لا يتفق القطاع بالاسم مع القطاع بالرمز، وأُخذ كلاهما.
note-no-organisation = لا يذكر الصف منظمة، ولم يؤخذ.
note-no-place = لا يذكر الصف مكاناً، ولم يؤخذ.
note-no-figure = لا رقم في الصف، ولم يؤخذ.
note-total-differs = يختلف مجموع عن مجموع أجزائه بأكثر من التقريب.
note-ages-disagree = تختلف فئة عمرية بحسب الجنس عنها بحسب العمر وحده.
note-larger-place = عن مكان أجزاؤه في الجدول.
note-total-of-parts = مجاميع لأشخاص هم في الجدول بحسب الجنس أو العمر أو الفئة.
note-other-breakdown = الأشخاص أنفسهم مقسّمون بطريقة أخرى.
note-incomplete-breakdown = أجزاء تقسيم لا يبلغ المجموع.
note-disability = أشخاص ذوو إعاقة أو من دونها، وهم في صفوف أخرى أيضاً.
note-all-sectors = عن كل القطاعات معاً، وأشخاصها في القطاعات أيضاً.
note-said-before = صفوف تطابق صفاً آخر في كل خلية.
