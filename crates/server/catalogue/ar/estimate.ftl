# Estimates: asking for one, waiting for it, the honest report, recording it.

estimate-new = تقدير جديد
estimate-new-lead = كم عدد الذين لم يجدهم أحد؟ في التقاطعات بين قوائم حُفظت منفصلة جواب عن ذلك. والجواب مدى على افتراضات، أو سبب لعدم وجوده.
estimate-file = جدول أنماط الورود في القوائم
estimate-file-hint = عمود من الأصفار والآحاد لكل قائمة، وعمود واحد للأعداد. ثلاث قوائم على الأقل. Excel أو OpenDocument أو CSV. بلا أسماء: لا تُقرأ إلا الأعداد.
estimate-methods = الافتراضات التي يُقدَّر تحتها
estimate-methods-hint = تقوم كل طريقة على افتراض لا يستطيع الجدول اختباره. وكلما زادت كان المدى أكثر أمانة.
estimate-replicates = التكرارات
estimate-replicates-hint = كم مرة يُعاد سحب الجدول لكل مجال، من { $fewest } إلى { $most }.
estimate-seed = البذرة
estimate-seed-hint = الجدول نفسه والإعدادات نفسها والبذرة نفسها تعطي التقرير نفسه حتى آخر رقم.
estimate-coverage = قياس كم مرة تضم المجالات حقيقة معلومة
estimate-coverage-hint = أطول ما في الحساب. يبيّن ما تساويه نسبة 95 % لمجال من جدول كهذا.
estimate-compute = احسب
estimate-by-coordinators = يحسب المنسقون التقديرات ويسجلونها.
estimate-doubts = { $count ->
        [0] لا افتراض مشكوكاً فيه.
        [zero] لا افتراض مشكوكاً فيه.
        [one] افتراض واحد مشكوك فيه أو لا يصح.
        [two] افتراضان مشكوك فيهما أو لا يصحان.
        [few] { $count } افتراضات مشكوك فيها أو لا تصح.
        [many] { $count } افتراضاً مشكوكاً فيه أو لا يصح.
       *[other] { $count } افتراض مشكوك فيه أو لا يصح.
    }
estimate-no-file = اختر ملفاً أولاً.
    .hint = جدول أنماط الورود في القوائم، بصيغة Excel أو OpenDocument أو CSV.

run-title = تقدير
runs-title = تقديرات حُسبت هنا
runs-lead = التقارير التي لم يسجلها أحد تفسح المكان لأحدث منها.
run-is-waiting = ينتظر دوره
run-is-under-way = قيد الحساب
run-is-stopped = أُوقف
run-is-recorded = مسجَّل
run-no-range = لا مدى
run-before = { $count ->
        [zero] لا حساب قبله.
        [one] حساب واحد قبله.
        [two] حسابان قبله.
        [few] { $count } حسابات قبله.
        [many] { $count } حساباً قبله.
       *[other] { $count } حساب قبله.
    }
run-progress = { $percent } مما يُعرف أنه يجب عمله
run-progress-hint = قد يجد البحث مزيداً من العمل، فقد تتراجع النسبة.
run-looks-again = تعيد هذه الصفحة النظر من تلقاء نفسها كل ثانيتين.
run-look-still = لا تُعد النظر من تلقاء نفسها
run-look-moving = أعد النظر من تلقاء نفسها
run-look-once = أعد النظر الآن
run-stop = أوقف
run-stop-hint = يُحفظ ما وُجد حتى ذلك الحين ويُعرض.
run-document = التقرير في ملف واحد
run-document-hint = ملف HTML فيه كل شيء، يُفتح ويُرسل ويُطبع في أي مكان. ونسخة JSON تعيد الحساب.
run-recorded-as = سُجّل عن

record-title = تسجيل وتوقيع
record-lead = التسجيل يثبت المدى في السجل ليبني عليه الآخرون احتياجات. ومن يسجّل يوقّع باسمه وبتاريخ اليوم على ما يقوله عن كل افتراض.
record-place = المكان
record-period = فترة القوائم
record-period-hint = سنة أو شهر أو ربع أو يومان بينهما شرطة مائلة: 2025 أو 2025-03 أو 2025-Q1 أو 2025-01-01/2025-06-30.
record-note = ملاحظة
record-button = وقّع وسجّل
record-unanswered = قل هل يصح أو يُشك فيه أو لا يصح.
record-place-missing = اختر المكان الذي تتحدث عنه القوائم.
record-period-unread = اكتب الفترة بإحدى هذه الصيغ.
record-again = الاستمارة غير مكتملة
    .hint = ما ينقص معلَّم أدناه.

report-known = { $people ->
        [zero] لا أحد على أي قائمة
        [one] شخص واحد على قائمة
        [two] شخصان على قائمة
        [few] { $people } أشخاص على قائمة
        [many] { $people } شخصاً على قائمة
       *[other] { $people } شخص على قائمة
    }
report-range = بين { $low } و{ $high } من الناس، المعروف منهم { $known }.
report-over = { $count ->
        [zero] هذا هو المدى بلا أي افتراض.
        [one] هذا هو المدى تحت افتراض واحد لا يستطيع الجدول اختباره.
        [two] هذا هو المدى على افتراضين لا يستطيع الجدول استبعاد أي منهما.
        [few] هذا هو المدى على { $count } افتراضات لا يستطيع الجدول استبعاد أي منها.
        [many] هذا هو المدى على { $count } افتراضاً لا يستطيع الجدول استبعاد أي منها.
       *[other] هذا هو المدى على { $count } افتراض لا يستطيع الجدول استبعاد أي منها.
    }
report-middle = إذا تساوت الافتراضات وزناً فنصف ما تقوله يقع دون { $middle }. وليس هذا تقديراً أفضل من أي منها.
report-no-number = لا يمكن إعطاء رقم.
report-no-number-lead = الرقم الخاطئ عن أناس محتجزين يُستعمل سنوات ولا يمكن استرداده. وهذا سبب عدم وجوده:
report-at-least = { $people } من الناس على الأقل (95 %: من { $low } إلى { $high }) بحد تشاو الأدنى. وليس تقديراً: فقد تكون الحقيقة أضعافه.
report-interrupted = أُوقف الحساب قبل نهايته. وما ينقص قد يغيّر الجواب، فلا يمكن تسجيله.
report-left-out = خارج المدى:
report-because-refused = لا تعطي رقماً
report-because-contradicted = يخالفها الجدول: نموذج آخر أوفق بكثير

report-methods = ما يقوله كل افتراض
report-methods-plot = كل افتراض برقمه ومجاله
report-methods-about = كل صف طريقة: رقمها ومجالها عند 95 %، أو سبب عدم وجوده؛ والخط الغليظ عند 80 %. والمدى على كل الافتراضات مظلَّل. والخط المتقطع يدل على الناس المعروفين.
report-all-assumptions = كل الافتراضات
report-lower-bound = حد تشاو الأدنى
report-bound = { $people } على الأقل
report-as-table = في جدول
report-method = الطريقة
report-model = النموذج
report-people = الناس
report-at-95 = مجال 95 %
report-at-80 = مجال 80 %
report-estimate = التقدير
report-bic = BIC
report-aic = AIC
report-figure = { $people } (من { $low } إلى { $high })

report-table = كيف يبدو الجدول
report-table-lead = { $several ->
        [zero] من أصل { $known } على { $lists } من القوائم لا أحد على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
        [one] من أصل { $known } على { $lists } من القوائم شخص واحد على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
        [two] من أصل { $known } على { $lists } من القوائم شخصان على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
        [few] من أصل { $known } على { $lists } من القوائم { $several } أشخاص على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
        [many] من أصل { $known } على { $lists } من القوائم { $several } شخصاً على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
       *[other] من أصل { $known } على { $lists } من القوائم { $several } شخص على قائمتين أو أكثر. وعلى هذه التقاطعات يقوم كل شيء.
    }
report-list = القائمة
report-on-list = على القائمة
report-on-it-alone = ليسوا على غيرها
report-history = على هذه القوائم دون غيرها
report-overlaps-plot = كيف تتقاطع القوائم
report-overlaps-about = كل عمود مجموعة من القوائم ومن هم عليها دون غيرها. الارتفاعات جذور تربيعية لتُرى التقاطعات الصغيرة؛ والأرقام دقيقة.
report-overlaps-count = الناس على هذه القوائم دون غيرها، بجذور تربيعية
report-overlaps-size = الناس على القائمة
report-overlaps-rest = مجموعات أخرى من القوائم
report-nobody-on-both = لا أحد على كلتيهما

report-rivals = نماذج لا يكاد الجدول يفرّق بينها
report-rivals-lead = { $count ->
        [zero] لا نموذج ضمن ست وحدات BIC من الأفضل.
        [one] لا نموذج آخر ضمن ست وحدات BIC من الأفضل.
        [two] نموذجان ضمن ست وحدات BIC من الأفضل، وهو أحدهما. ورقماهما جوابان متساويان.
        [few] { $count } نماذج ضمن ست وحدات BIC من الأفضل، وهو منها. وأرقامها أجوبة متساوية.
        [many] { $count } نموذجاً ضمن ست وحدات BIC من الأفضل، وهو منها. وأرقامها أجوبة متساوية.
       *[other] { $count } نموذج ضمن ست وحدات BIC من الأفضل، وهو منها. وأرقامها أجوبة متساوية.
    }
report-is-rival = ضمن ست وحدات

report-other-tables = لو غابت قائمة أو صارت اثنتان واحدة
report-other-tables-lead = الجواب الجدير بالثقة لا يتوقف على قائمة واحدة، ولا على أن تحفظ جهتان قائمة واحدة أو اثنتين.
report-without = من دون هذه القائمة
report-merged = كقائمة واحدة
report-by-bic = بمعيار BIC
report-by-steps = خطوة بعد خطوة
report-outside = خارج المدى

report-references = قوائم معلومة الطول تُقدَّر من سواها
report-references-lead = كل قائمة مجموعة معلومة العدد. ويمكن مقارنة ما تقوله القوائم الأخرى عنها بالحقيقة.
report-truth = الطول الحقيقي
report-seen = من تراهم القوائم الأخرى
report-held = هل يضم الحقيقة؟
report-holds = نعم
report-misses = لا

report-one-person = شخص واحد زيادة أو نقصاناً
report-one-person-lead = ما كان الجواب ليكون لو نقص أو زاد شخص واحد على هذه القوائم دون غيرها.
report-fewer = بنقصان واحد
report-more = بزيادة واحد

report-coverage = ما تساويه المجالات
report-coverage-lead = سُحبت جداول من عالم يصح فيه جواب الطريقة نفسها، وطُبّقت الطريقة كاملة على كل منها. وفي عوالم أخرى تساوي مجالاتها أقل، ولا يقول أي جدول كم.
report-coverage-said = أُجيب عن { $answered } من أصل { $tables } من الجداول. ضم مجال 95 % الحقيقة في { $held95 } منها، ومجال 80 % في { $held80 }؛ ووقع { $low } من المجالات دونها كلياً.
report-coverage-share = نسبة الضم المقيسة عند 95 %: من { $low } إلى { $high }.

report-ledger = الافتراضات التي لا يستطيع أي جدول اختبارها
report-ledger-unsigned = لم يوقّع عليها أحد بعد.
report-ledger-signed = وقّعها { $name } في { $day }.
report-assumption = الافتراض
report-if-not = إن لم يصح
report-answer = ما قيل
report-note = ملاحظة

report-warnings = ما يجعل الجواب أقل يقيناً مما تقوله مجالاته
report-manifest = كيف يُعاد هذا التقرير
report-manifest-command = احفظ نسخة JSON من هذه الصفحة باسم REPORT.json بجانب الجدول، ثم نفّذ:
report-program = البرنامج
report-digest = بصمة SHA-256 للجدول
report-seed = البذرة
report-replicates = التكرارات
report-examined = النماذج المفحوصة، وذات التقدير منها
report-settings = الإعدادات

assumption-closed-population = لا يدخل أحد المجموعة ولا يخرج منها خلال الفترة.
assumption-same-definition = تعدّ كل القوائم بتعريف واحد، وليس عليها غير من يشملهم.
assumption-perfect-matching = يُطابَق كل شخص عبر القوائم، ولا يُحسب شخصان واحداً.
assumption-no-referral = لا تحيل أي قائمة من عليها إلى أخرى.
assumption-no-exclusion = لا يُبعَد أحد ممن على قائمة عن أخرى بحكم قانون أو مكان أو قاعدة.
assumption-equal-visibility = لكل شخص فرصة ما في أن يكون على كل قائمة، ولا تختلف الفرص بما يغفله النموذج.

bias-too-low = فالرقم أقل مما يجب
bias-too-high = فالرقم أكبر مما يجب
bias-either = فالرقم يخطئ في أي من الاتجاهين

answer-holds = يصح
answer-doubtful = مشكوك فيه
answer-fails = لا يصح
answer-unanswered = لم يُقل

method-loglinear-bic = أفضل نموذج لوغاريتمي خطي
    .rests = قد تتعلق القوائم بعضها ببعض بأي وجه يُظهره الجدول؛ أما تعلقها كلها معاً فلا يُرى ويُفترض عدمه. ويُختار النموذج بمعيار BIC.
method-loglinear-pairs = أفضل نموذج للأزواج
    .rests = تتعلق القوائم بعضها ببعض أزواجاً فقط. ويُختار النموذج بمعيار BIC.
method-loglinear-aic = أفضل نموذج بمعيار AIC
    .rests = كالأولى، بمعيار يقبل تعلقات أكثر ويعطي أجوبة أوسع.
method-loglinear-stepwise = زوجاً بعد زوج
    .rests = تتعلق القوائم بعضها ببعض أزواجاً فقط؛ ويدخل الزوج حين يقتضيه الجدول.
method-loglinear-average = متوسط النماذج اللوغاريتمية الخطية
    .rests = قد تتعلق القوائم بعضها ببعض بأي وجه يُظهره الجدول، إلا كلها معاً. ولا يُختار نموذج: بل يوزن كل نموذج بمعيار BIC.
method-independence = قوائم مستقلة
    .rests = وجود شخص على قائمة لا يقول شيئاً عن وجوده على أخرى. نادراً ما يصح؛ وهو هنا للمقارنة.
method-decomposable = متوسط النماذج القابلة للتفكيك
    .rests = تكوّن التعلقات شبكة بلا فجوات؛ وتوزن كل هذه الشبكات بقدر ما تفسّر الجدول.
method-no-highest-order = كل التعلقات إلا آخرها
    .rests = قد تتعلق أي قوائم بعضها ببعض، إلا جميعها معاً. ويلزم أن يكون في كل توليفة من القوائم أحد.
method-poisson = الناس يختلفون قليلاً
    .rests = القوائم مستقلة عند كل شخص، ويختلف الناس قليلاً في سهولة رؤيتهم (صيغة بواسون).
method-darroch = الناس يختلفون كثيراً
    .rests = كالتي قبلها، باختلاف أكبر بين الناس (صيغة داروك).
method-latent-classes = أصناف خفية
    .rests = ينقسم الناس إلى أصناف قليلة لا يراها أحد، والقوائم داخل كل صنف مستقلة.
method-threshold = عتبة
    .rests = أزواج القوائم قليلة التقاطع تُعدّ مستقلة.
report-several = إجابات عدة
report-several-lead = بهذه الافتراضات يتجمع ما يمكن قوله حول أرقام عدة لا يكاد يكون بينها شيء. كل منها تفسير قائم بذاته، وليس أي متوسط بينها كذلك. والوزن هو نسبة السحوبات.
report-weight = الوزن
report-mode = { $people } ({ $percent } ٪)
