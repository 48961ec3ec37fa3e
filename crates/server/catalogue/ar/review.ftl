### الاستعراض بين الأعضاء.

statement-review-cycle-opened = فتح دورة استعراض
statement-review-answered = الإجابة عن سؤال في استعراض
statement-review-observed = ملاحظة من مستعرِض
statement-observation-answered = الرد على ملاحظة
statement-observation-marked = العمل بملاحظة أو عدمه
statement-review-remarked = ملاحظة من عضو آخر
statement-review-publication-set = تحديد يوم النشر
statement-review-closed = إغلاق استعراض

## الرفض

refusal-coalition-cycle-taken = توجد دورة استعراض أخرى بالمعرّف { $id }.
    .hint = افتح دورتك بمعرّف خاص بها؛ فالدورة المفتوحة لا تتغير.
refusal-coalition-two-questions = السؤال { $number } مكرر.
    .hint = أعطِ كل سؤال رقماً خاصاً به.
refusal-coalition-cycle-days = تنتهي الإجابات في { $answers_by } والملاحظات في { $observations_by }؛ واليوم { $today }.
    .hint = اجعل الإجابات تنتهي اليوم أو بعده، والملاحظات بعد الإجابات.
refusal-coalition-reviewed-twice = سيُستعرض العضو { $organisation } مرتين في هذه الدورة.
    .hint = اذكر كل عضو مستعرَض مرة واحدة.
refusal-coalition-not-two-reviewers = يحتاج العضو { $organisation } إلى مستعرِضَين هما عضوان آخران.
    .hint = سمِّ عضوين آخرين.
refusal-coalition-review-each-other = سيستعرض العضوان { $first } و{ $second } أحدهما الآخر.
    .hint = أعطِ أحدهما مستعرِضاً آخر: فمن بيده نتيجة الآخر قد يقايض اللين باللين.
refusal-coalition-no-member = المنظمة { $organisation } ليست عضواً في التحالف.
    .hint = اختر عضواً، أو لتُقبل المنظمة أولاً.
refusal-coalition-unknown-question = لا يوجد سؤال رقم { $number }.
    .hint = ابحث عن الرقم في الاستبيان.
refusal-coalition-unknown-observation = لا توجد ملاحظة رقم { $number }.
    .hint = ابحث عن الرقم بين ملاحظات هذا الاستعراض.
refusal-coalition-answers-over = كان آخر يوم لذلك { $until }.
    .hint = ما لم يُقل في وقته يُذكر كذلك في الاستعراض.
refusal-coalition-remarks-over = كان بإمكان الأعضاء الآخرين التعليق حتى { $until }.
    .hint = ارفع الأمر إلى المستعرِضين، أو تناوله في الدورة القادمة.
refusal-coalition-no-observations-now = يبدي المستعرِضون ملاحظاتهم بعد { $after } وحتى { $until }.
    .hint = عُد في أحد هذه الأيام: فحتى ذلك الحين قد تتغير الإجابات.
refusal-coalition-observation-open = ما زال الرد على الملاحظة { $number } ممكناً حتى { $until }.
    .hint = احكم عليها بعد الرد، أو بعد ذلك اليوم.
refusal-coalition-observation-marked = حكم مستعرِض على الملاحظة { $number } وفق الرد الذي كان لها.
    .hint = يبقى الرد كما قُرئ. اطلب من المستعرِض أن يحكم عليها من جديد إذا أُنجز المزيد.
refusal-coalition-review-not-over = لا يُغلق الاستعراض قبل نهاية { $until }.
    .hint = أغلقه في اليوم التالي، أو بعد الرد على كل شيء.
refusal-coalition-review-closed = هذا الاستعراض مغلق.
    .hint = تناول الأمر في الدورة القادمة.
refusal-coalition-review-public = هذا الاستعراض علني منذ { $from }.
    .hint = ما نُشر يبقى منشوراً.
refusal-coalition-too-many-in-review = لا يُضاف إلى استعراض واحد أكثر من { $most }.
    .hint = اجمع عدة نقاط في واحدة.

## الوقائع والحقول والقواعد

fact-allowed-the-reviewed-member = العضو المستعرَض
fact-allowed-the-reviewers = المستعرِضين
fact-allowed-other-members = الأعضاء الذين لا يستعرِضون ولا يُستعرَضون
fact-allowed-coordinators-and-the-reviewers = المنسّقين والمستعرِضين
fact-what-review-cycle = دورة استعراض
fact-what-review = استعراض
fact-field-questions = الأسئلة
fact-field-pairings = من يستعرِض من
fact-field-from = ابتداءً من
fact-field-reply-by = الرد حتى
fact-rule-a-review-cycle-has-a-name = لدورة الاستعراض اسم
fact-rule-a-questionnaire-has-a-question = في الاستبيان سؤال واحد على الأقل
fact-rule-a-review-cycle-reviews-somebody = تستعرِض دورة الاستعراض عضواً ما
fact-rule-an-answer-needs-a-day-at-least = يحتاج الرد إلى يوم على الأقل
fact-rule-an-answer-is-awaited-for-a-year-at-most = يُنتظر الرد سنة على الأكثر
