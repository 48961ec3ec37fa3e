### الالتزامات والتقدم والتعهدات المقترنة والتوصيات.

statement-commitment-made = قطع التزام
statement-commitment-changed = تغيير التزام
statement-commitment-withdrawn = سحب التزام
statement-progress-claimed = إعلان تقدم
statement-reviewer-named = تسمية مراجع
statement-progress-reviewed = مراجعة تقدم
statement-pledge-match-proposed = اقتراح قرن تعهدين
statement-pledge-match-accepted = قبول قرن تعهدين
statement-pledge-match-ended = إنهاء قرن تعهدين
statement-recommendation-declared = تسجيل توصية
statement-recommendation-answered = توصية تستجيب لها إجراءات
statement-recommendations-joined = ضم توصيات
statement-recommendations-parted = فصل توصيات

## الرفض

refusal-coalition-commitment-made-before = سبق أن قُطع الالتزام { $commitment }.
    .hint = غيّره واذكر السبب.
refusal-coalition-commitment-withdrawn = سُحب الالتزام { $commitment }.
    .hint = اقطع التزاماً جديداً إذا تجدّد الوعد.
refusal-coalition-commitment-complete = وجد مراجع أن الالتزام { $commitment } مكتمل.
    .hint = يستطيع مراجعه أن يفتحه من جديد بمراجعة على مستوى أدنى.
refusal-coalition-commitment-keeps-its-maker = يبقى الالتزام { $commitment } لمن قطعه وبتاريخ اليوم الذي قُطع فيه.
    .hint = اسحبه، ولتقطع المنظمة الأخرى التزاماً خاصاً بها.
refusal-coalition-due-passed = سيكون مستحقاً في { $due }، قبل { $day }.
    .hint = اختر يوماً لاحقاً. أما وعد من سنة سابقة فيُذكر معه اليوم الذي قُطع فيه.
refusal-coalition-too-late-to-wait = كان مستحقاً في { $due }، قبل { $day }، فلا يبدأ الآن بانتظار التزام آخر.
    .hint = أبقِ الشرط كما كان، أو اذكر سبب تأجيل اليوم الأخير.
refusal-coalition-commitment-public = الالتزام { $commitment } علني منذ { $from }.
    .hint = ما نُشر يبقى منشوراً. اترك يوم النشر كما هو؛ أما السحب فيقول إن الوعد لم يعد قائماً.
refusal-coalition-evidence-of-itself = البيان { $statement } عن هذا الالتزام نفسه، ولا يُظهر شيئاً من تقدمه.
    .hint = اذكر شيئاً آخر: مبادرة أو تقديراً أو وثيقة أو بياناً عن أمر آخر.
refusal-coalition-commitment-waits-for-itself = سينتظر الالتزام { $commitment } نفسه، عبر ما ينتظره.
    .hint = اختر شرطاً آخر، أو لا تضع شرطاً.
refusal-coalition-commitment-waits-in-vain = سُحب الالتزام { $commitment } الذي كان سيُنتظر.
    .hint = اختر شرطاً آخر، أو لا تضع شرطاً.
refusal-coalition-no-reviewer = لم يُسمَّ أحد لمراجعة الالتزام { $commitment }.
    .hint = اطلب من منسّق أن يسمّي منظمة غير التي قطعت الالتزام.
refusal-coalition-reviews-itself = لا تستطيع المنظمة { $maker } أن تراجع التزامها بنفسها.
    .hint = سمِّ منظمة أخرى.
refusal-coalition-no-such-claim = البيان { $claim } ليس إعلان تقدم لهذا الالتزام.
    .hint = سمِّ إعلاناً من إعلاناته، أو لا تسمِّ شيئاً.
refusal-coalition-no-pair = لا يقترن هذان الالتزامان.
    .hint = اقرن سياسة منظمة أو قانونها بمال منظمة أخرى أو قدرتها.
refusal-coalition-matched-already = هذان الالتزامان مقترنان في { $match } أصلاً.
    .hint = اقبل ذلك الاقتران، أو أنهه أولاً.
refusal-coalition-match-ended = انتهى الاقتران { $match }.
    .hint = اقترح اقتراناً جديداً بمعرّف خاص به.
refusal-coalition-match-rests-on-means = يقوم الاقتران { $match } على الوسائل التي ستتغير.
    .hint = وافقت المنظمة الأخرى على هذه الوسائل. أنهِ الاقتران أولاً واقترحه من جديد، أو أبقِ الوسائل.

## من وماذا والحقول والقواعد

fact-allowed-coordinators-of-another-organisation = المنسّقين الذين لا ينتمون إلى المنظمة صاحبة الالتزام ولا إلى المنظمة المراجِعة
fact-allowed-users-who-are-signed-in = المستخدمين الذين سجّلوا الدخول
fact-allowed-members-of-the-reviewing-organisation = أعضاء المنظمة التي سُمّيت للمراجعة
fact-allowed-users-who-stated-nothing-of-the-commitment = من لم يعلنوا الالتزام ولا تغييراً له ولا تقدماً فيه، ولم يسمّوا من يراجعه
fact-allowed-members-of-the-two-organisations = أعضاء المنظمتين
fact-allowed-members-of-the-organisation-that-is-asked = أعضاء المنظمة المطلوب قبولها

fact-what-commitment = التزام
fact-what-match = اقتران
fact-what-recommendation = توصية

fact-field-text = النص
fact-field-means = الوسائل
fact-field-cells = الخلايا
fact-field-condition = الشرط
fact-field-measure = المؤشر
fact-field-unit = الوحدة
fact-field-figure = الرقم
fact-field-evidence = الدليل
fact-field-document = الوثيقة
fact-field-addressee = الموجَّه إليه
fact-field-recommendations = التوصيات
fact-field-promised = يوم الوعد

fact-rule-a-condition-names-a-level-above-none = يذكر الشرط مستوى فوق «لا شيء»
fact-rule-an-indicator-says-what-is-counted = يذكر المؤشر ما يُعَدّ
fact-rule-a-target-is-to-be-reached-after-its-baseline = يُبلغ الهدف بعد خط أساسه
fact-rule-what-is-put-in-is-more-than-nothing = ما يُقدَّم أكثر من لا شيء
fact-rule-a-policy-is-said-in-words = تُذكر السياسة بالكلمات
fact-rule-a-document-has-an-address-or-a-digest-by-which-it-can-be-checked = للوثيقة عنوان أو بصمة يمكن التحقق منها بها
fact-rule-an-address-starts-with-https-or-http = يبدأ العنوان بـ https:// أو http://
fact-rule-a-sha-256-digest-has-64-digits-0-to-9-and-a-to-f = بصمة SHA-256 من 64 خانة من 0 إلى 9 ومن a إلى f
fact-rule-a-figure-is-a-finite-number = الرقم عدد محدود
fact-rule-a-recommendation-names-a-place-or-an-organisation = تذكر التوصية مكاناً أو منظمة

## مستويات التقدم ومعنى كل منها

fact-progress-none = لا شيء
    .definition = لم يُنجز شيء يمكن رؤيته.
fact-progress-started = بدأ
    .definition = بدأ العمل، ولم يتحقق بعد شيء مما وُعد به.
fact-progress-partial = جزئي
    .definition = تحقق بعض ما وُعد به، ولم يتحقق الجزء الأكبر.
fact-progress-substantial = كبير
    .definition = تحقق الجزء الأكبر مما وُعد به، وبقي منه شيء.
fact-progress-complete = مكتمل
    .definition = تحقق كل ما وُعد به.
