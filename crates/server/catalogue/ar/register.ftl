# المبادرات والمنظمات والأماكن والسجل.

initiative = مبادرة
initiative-untitled = مبادرة بلا عنوان
initiatives-found = { $count ->
        [zero] لا توجد مبادرة مطابقة.
        [one] مبادرة واحدة.
        [two] مبادرتان.
        [few] { $count } مبادرات.
        [many] { $count } مبادرة.
       *[other] { $count } مبادرة.
    }
initiatives-of-which-active = { $count ->
        [zero] لا مبادرات
        [one] مبادرة واحدة، الجاري منها { $active }
        [two] مبادرتان، الجاري منهما { $active }
        [few] { $count } مبادرات، الجاري منها { $active }
        [many] { $count } مبادرة، الجاري منها { $active }
       *[other] { $count } مبادرة، الجاري منها { $active }
    }
initiatives-naming-it = المبادرات التي تذكره
search-words = كلمات من العنوان أو من اسم المنظمة
search-place = اسم مكان أو رمزه
place-code = رمز مكان
title = العنوان
organisation = المنظمة
where = أين
what = ماذا
status = الوضع
capacity = القدرة في السنة
capacity-hint = كم شخصاً (أو قضية، في الملاحقة القضائية) في السنة: ‎40 أو ‎10-20 أو ‎<5.
pillars = المحاور
sides = الجوانب
forms = أشكال الاستغلال
for-whom = لمن
for-whom-hint = اترك المجموعة فارغة إذا كانت المبادرة لا تميّز فيها.
sector = القطاع
service = الخدمة
period = الفترة
first-day = اليوم الأول
last-day = اليوم الأخير
partners = الشركاء
funder = المموّل
budget = الميزانية
remarks = ملاحظات
places-hint = رموز الأماكن، رمز في كل سطر.
where-from = من أين هذا
confirmed-on = أُكّدت في { $day }
confirm-title = هل ما زالت القدرة صحيحة؟
confirm-lead = الرقم الذي لا يؤكده أحد يقل وزنه أسبوعاً بعد أسبوع.
confirm-button = تأكيد
edit-title = ما هي المبادرة
declare-initiative = التصريح بمبادرة
history = التاريخ

acronym = الاسم المختصر
kind = النوع
under-way = الجارية
last-report = آخر إبلاغ
works-in = تعمل أيضاً في
organisations-found = { $count ->
        [zero] لا توجد منظمة مطابقة.
        [one] منظمة واحدة.
        [two] منظمتان.
        [few] { $count } منظمات.
        [many] { $count } منظمة.
       *[other] { $count } منظمة.
    }

code = الرمز
level = المستوى
names = الأسماء
point = النقطة
lies-in = يقع في
frame-of-place = إطاره
places-found = { $count ->
        [zero] لا يوجد مكان مطابق.
        [one] مكان واحد.
        [two] مكانان.
        [few] { $count } أماكن.
        [many] { $count } مكاناً.
       *[other] { $count } مكان.
    }

statement = إفادة
statement-number = الإفادة { $index }
journal-lead = كل ما أفاد به أي طرف، بالترتيب. لا يُغيَّر شيء هنا ولا يُحذف أبداً، والتصحيح إفادة جديدة.
how-proven = كيف يُثبت هذا
number = الرقم
when = متى
import = الاستيراد
part-of-import = جزء من استيراد
stated-by = صاحب الإفادة
about = عن
see-subject = كما هو الآن
source-row = { $file }، الصف { $row }
source-sheet-row = { $file }، الورقة { $sheet }، الصف { $row }
cells-read = خلايا ذلك الصف
column = العمود
cell-text = النص
raw = كما ورد في السجل
proof-title = الإثبات
proof-words = { $hashes ->
        [zero] هذه هي الإفادة الوحيدة في السجل.
        [one] هذه الإفادة رقم { $index } في سجل يضم { $size }. بالبصمة أدناه يستطيع أي شخص إعادة حساب الجذر والتأكد من أن الإفادة لم تتغيّر.
        [two] هذه الإفادة رقم { $index } في سجل يضم { $size }. بالبصمتين أدناه يستطيع أي شخص إعادة حساب الجذر والتأكد من أن الإفادة لم تتغيّر.
        [few] هذه الإفادة رقم { $index } في سجل يضم { $size }. بالبصمات الـ{ $hashes } أدناه يستطيع أي شخص إعادة حساب الجذر والتأكد من أن الإفادة لم تتغيّر.
        [many] هذه الإفادة رقم { $index } في سجل يضم { $size }. بالبصمات الـ{ $hashes } أدناه يستطيع أي شخص إعادة حساب الجذر والتأكد من أن الإفادة لم تتغيّر.
       *[other] هذه الإفادة رقم { $index } في سجل يضم { $size }. بالبصمات الـ{ $hashes } أدناه يستطيع أي شخص إعادة حساب الجذر والتأكد من أن الإفادة لم تتغيّر.
    }
proof-leaf = الالتزام بهذه الإفادة
proof-path = البصمات في الطريق إلى الجذر
proof-root = الجذر

field-id = المعرّف
field-names = الأسماء
field-name = الاسم
field-acronym = الاسم المختصر
field-kind = النوع
field-works-in = تعمل أيضاً في
field-code = الرمز
field-level = المستوى
field-parent = يقع في
field-point = النقطة
field-organisation = المنظمة
field-title = العنوان
field-pillars = المحاور
field-sides = الجوانب
field-forms = الأشكال
field-population = لمن
field-sector = القطاع
field-service = الخدمة
field-places = الأماكن
field-period = الفترة
field-status = الوضع
field-capacity = القدرة
field-confirmed = تاريخ التأكيد
field-partners = الشركاء
field-funder = المموّل
field-remarks = ملاحظات
field-place = المكان
field-pillar = المحور
field-side = الجانب
field-form = الشكل
field-basis = الأساس
field-quantity = ما جرى عدّه
field-method = الطريقة
field-source = المصدر
field-share = النسبة
field-people = الأشخاص
field-article = من أرقام المقال
field-initiative = المبادرة
field-on = اليوم
field-reason = السبب
field-import = الاستيراد
field-file = الملف
field-digest = بصمة الملف
field-format = الصيغة
field-rows = الصفوف
field-unplaced = خلايا بلا مكان
field-user = المستخدم
field-role = الدور
field-closed = مغلق
field-generated = مولَّد
field-seed = البذرة
field-lists = القوائم
field-observed = أشخاص على القوائم
field-model = النموذج
field-need = الاحتياج
