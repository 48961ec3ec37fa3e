### خطة العمل.

statement-plan-stated = إعلان خطة

## الصفحات

nav-plans = الخطط
plan-title = خطة عمل
plans-lead = تقول الخطة ما يجب فعله ومن يُطلب منه. والالتزامات وعود بتنفيذ أحد إجراءاتها.
how-plan = كيف تعمل الخطط
plans-none = لم تُعلن أي خطة بعد.
plan-applies = تسري في
plan-everywhere = كل مكان
plan-actions = الإجراءات
plan-version = النسخة
plan-adopted = الاعتماد
plan-not-adopted = غير معتمدة
plan-version-number = النسخة { $number }
plan-version-in-force = النسخة { $number } من { $latest }، سارية، أُعلنت { $at }
plan-version-other = النسخة { $number } من { $latest }، غير سارية، أُعلنت { $at }
plan-in-force = سارية
plan-keeper = تتولاها
plan-kept-by-all = منسقو التحالف
plan-under = تنفّذ
plan-carried-out-by = تنفّذها
plan-source = المصدر
plan-paraphrase = هذه صياغة بعباراتنا وليست النص الرسمي.
plan-by-side = الإجراءات حسب الجانب
plan-of-side = { $side }: { $count }
plan-digest = بصمة النص
plan-every-pillar = كل المحاور
plan-both-sides = كلا الجانبين
plan-shown = يُعرض { $shown } من { $count ->
    [zero] لا إجراءات
    [one] إجراء واحد
    [two] إجراءين
    [few] { $count } إجراءات
    [many] { $count } إجراءً
   *[other] { $count } إجراء
}.
plan-no-objective = إجراءات بلا هدف
plan-asked = يُطلب من:
plan-due = حتى { $day }.
plan-after = بعد { $codes }.
plan-indicator = يُعرف من:
plan-elsewhere = ورد أيضاً في:
plan-table-of = جدول هذه الخطة، لتعديله وإعلانه من جديد
plan-versions = النسخ
plan-next-version = إعلان النسخة التالية
plan-next-hint = جدول بالأعمدة نفسها. تبقى النسخ السابقة.
plan-new = إعلان خطة
plan-name = الاسم
plan-name-hint = تحتفظ الخطة المأخوذة من قالب باسم القالب إذا تُرك هذا الحقل فارغاً.
plan-places-hint = رموز الأماكن؛ اتركه فارغاً لخطة تسري في كل مكان.
plan-template = ابدأ من
plan-no-template = جدول خاص بي
plan-template-hint = تأتي هذه مع البرنامج بعباراتنا.
plan-table = الجدول
plan-table-hint = ملف XLSX أو ODS أو CSV بالأعمدة number وtext وasked؛ ويمكن أن يضم objective وpillar وside وform وpopulation وfrom وdue وafter وindicator وreference. ويُظهر جدول أي خطة مأخوذة من قالب كل الأعمدة.
plan-state = إعلان
plan-no-table = لم يُختر جدول.
    .hint = اختر ملفاً، أو خطة تبدأ منها.
plan-no-name = الخطة بلا اسم.
    .hint = اذكر الاسم الذي تُعرف به.

kinds-state = الدول
kinds-intergovernmental = المنظمات الحكومية الدولية
kinds-ngo = المنظمات غير الحكومية
kinds-private = الشركات
kinds-academic = الجامعات
kinds-other = غيرهم

help-plan = خطة العمل
    .text =
        الخطة وثيقة من أهداف وإجراءات. وهي تُعلن كاملة دائماً: كل نسخة بيان واحد في السجل له بصمة لنصه، ولا تتغير أي نسخة أبداً. والنسخة السارية هي آخر ما اعتمده قرار، أو آخر نسخة من خطة لم يُتخذ بشأنها قرار.
        للإجراء رقم ونص ومحاور وجوانب وأشكال ومن يُطلب منهم، وقد تكون له أيام ومؤشرات وإجراءات تسبقه. وتُرفض الخطة، مع ذكر الصف، إذا تكرر رقم، أو لم يُطلب إجراء من أحد، أو اختل ترتيب الأيام، أو انتظرت إجراءات بعضها بعضاً في حلقة.
        الخطط التي يُبدأ منها صياغة بعباراتنا. قارنها بالنصوص الرسمية قبل الاستشهاد بها.

## الرفض

refusal-coalition-action-without-number = الإجراء «{ $text }» بلا رقم.
    .hint = أعطِ كل إجراء رقماً خاصاً به، مثل 2.3.
refusal-coalition-two-of-one-number = الرقم { $code } مكرر.
    .hint = أعطِ أحدهما رقماً آخر.
refusal-coalition-action-without-text = الإجراء { $code } بلا نص.
    .hint = اذكر ما يجب فعله.
refusal-coalition-objective-without-number = الهدف «{ $text }» بلا رقم.
    .hint = أعطِ كل هدف رقماً خاصاً به، مثل 2.
refusal-coalition-objective-without-text = الهدف { $code } بلا نص.
    .hint = اذكر ما يُراد بلوغه.
refusal-coalition-action-asks-nobody = الإجراء { $code } لا يُطلب من أحد.
    .hint = سمِّ من يقوم به: منظمة، أو نوعاً من المنظمات، أو عبارة مثل «دول المنشأ».
refusal-coalition-due-before-start = الإجراء { $code } مستحق في { $due }، قبل أن يبدأ في { $from }.
    .hint = ضع اليومين في ترتيبهما.
refusal-coalition-no-such-number = يذكر الإجراء { $code } الرقم { $named }، وهو غير موجود في هذه الخطة.
    .hint = صحّح الرقم، أو أضف ما يشير إليه.
refusal-coalition-action-waits-for-itself = تنتظر هذه الإجراءات بعضها بعضاً في حلقة: { $circle }.
    .hint = احذف أحدها مما يسبق غيره.
refusal-coalition-plan-under-itself = ستنفّذ الخطة نفسها.
    .hint = احذف الخطة التي تنفّذ هذه الخطة أصلاً.
refusal-coalition-unknown-action = لا يوجد في الخطة { $plan } إجراء برقم { $code }.
    .hint = ابحث عن الرقم في تلك الخطة.
refusal-secretariat-not-a-day = هذا ليس يوماً: { $text }.
    .hint = اكتب الأيام هكذا: { $allowed }.
refusal-secretariat-not-a-reference = هذه ليست إحالة: { $text }.
    .hint = اكتب النص والفقرة، مثل { $allowed }، أو PLAN#NUMBER لإجراء في خطة أخرى.
refusal-secretariat-indicators-uneven = لا تضم أعمدة المؤشرات العدد نفسه من المداخل.
    .hint = افصل بينها بفواصل منقوطة، بالترتيب نفسه في indicator وindicator-text وindicator-unit.

## الحقول والقواعد

fact-rule-a-plan-has-a-name = للخطة اسم
fact-field-actions = الإجراءات
fact-rule-a-plan-has-at-least-one-action = في الخطة إجراء واحد على الأقل

## ما يجوز للجميع قراءته

public = ما يجوز للجميع قراءته
public-lead = الخطط المعتمدة، وما وعد به الأعضاء وكيف جرى استعراضهم، ابتداءً من اليوم الذي حدده كل منهم.
public-plans = خطط معتمدة
public-no-plan = لم تُعتمد أي خطة بعد.
public-members = الأعضاء
public-who = العضو
public-no-member = لم يجعل أي عضو شيئاً علنياً بعد.
public-member = ما جعله عضو علنياً
public-member-lead = التزامات واستعراضات ابتداءً من اليوم الذي حدده هذا العضو. ولا يظهر هنا ما يبقيه داخل التحالف.
