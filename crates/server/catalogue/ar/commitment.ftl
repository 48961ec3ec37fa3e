### صفحات الالتزامات.

nav-commitments = الالتزامات
commitment = التزام
commitments-lead = ما وعدت به المنظمات تجاه إجراءات الخطط، وإلى أين وصل: كما تعلنه هي، وكما يمكن التحقق منه، وكما وجده طرف مستقل.
how-commitments = كيف تعمل الالتزامات
commitments-found = { $count ->
    [zero] لا التزامات.
    [one] التزام واحد.
    [two] التزامان.
    [few] { $count } التزامات.
    [many] { $count } التزاماً.
   *[other] { $count } التزام.
    }
commitments-of-plan = تجاه
commitments-all = عرض كل الالتزامات
commitments-none = لم يعد أحد بشيء من هذا القبيل. يُقطع الالتزام تجاه إجراء من إجراءات خطة.
commitment-words = كلمات في النص
commitment-within = يُستحق خلال أيام
commitment-stands = الوضع
commitment-light = إشارة المرور
commitment-due = آخر يوم
commitment-made = يوم الوعد
commitment-maker = صاحب الالتزام
commitment-action = الإجراء
commitment-action-dropped = لم يعد هذا الإجراء في النسخة السارية.
commitment-what = ما وُعد به
commitment-text = الوعد
commitment-nothing-said = لا شيء بعد
commitment-claimed = المعلن
commitment-claimed-how = ما يقوله صاحب الالتزام
commitment-evidenced = المثبت
commitment-evidenced-how = ما يمكن التحقق منه من ذلك
commitment-reviewed = المراجَع
commitment-reviewed-how = ما وجده طرف مستقل
commitment-changed-since = تغيّر بعد آخر مراجعة له
commitment-postponed = أُجّل، أيام: { $days }
commitment-brought-forward = قُدّم، أيام: { $days }
commitment-standing-late-by = { $standing }، أيام التأخر: { $days }
commitment-was-withdrawn = سُحب { $at }.

commitment-standing-waiting = ينتظر
commitment-standing-running = جارٍ
commitment-standing-due-soon = قريب الاستحقاق
commitment-standing-late = متأخر
commitment-standing-complete = مكتمل
commitment-standing-withdrawn = مسحوب

## إشارة المرور

light-green = أخضر
light-amber = أصفر
light-red = أحمر
light-off = لا يُحكم عليه
light-why-withdrawn = سُحب، فلا يُتوقع منه شيء.
light-why-waiting = ينتظر التزاماً آخر، ولا يمكن أن يتأخر قبل ذلك.
light-why-complete = وجد مراجع أن كله أُنجز.
light-why-late = مضى آخر يوم له ولم يجده أي مراجع مكتملاً. أيام التأخر: { $late }.
light-why-far-behind = المتوقع حتى الآن: { $expected }، والمعتد به: { $level }. مستويات التخلف: { $behind }.
light-why-behind = المتوقع حتى الآن: { $expected }، والمعتد به: { $level }. مستويات التخلف: { $behind }.
light-why-silent = بلغ ما هو متوقع، ولم يُعلن شيء منذ مدة طويلة. أيام الصمت: { $silent }.
light-why-as-expected = بلغ ما هو متوقع. المعتد به: { $level }.
commitment-light-why = كيف نتجت الإشارة
light-time = ما مضى من الوقت
light-expected = المتوقع حتى الآن
light-level = المستوى المعتد به
light-behind = مستويات التخلف
light-silent = أيام منذ آخر إعلان
light-rule-title = القاعدة
light-rule = يُتوقع «بدأ» عند مضي { $started } من الوقت، و«جزئي» عند { $partial }، و«كبير» عند { $substantial }، و«مكتمل» بعد آخر يوم. والمعتد به هو ما وجده مراجع، وإلا فما هو مثبت؛ أما الإعلان بلا دليل فلا يُعتد به. أصفر عند التخلف مستوى واحداً، أو إذا لم يُعلن شيء لأكثر من { $days } من الأيام. أحمر عند التخلف بهذا العدد من المستويات: { $levels }، وعند التأخر. أما التأجيل والتغيير بعد المراجعة فلا يغيران لوناً ويُذكران بجانبه. هذه الحدود اصطلاح من هذا البرنامج.
how-light = المزيد عن الإشارة
commitment-level-rests = { $level } ({ $basis })
commitment-basis-reviewed = مراجَع
commitment-basis-evidenced = مثبت وغير مراجَع
commitment-basis-nothing = لا مراجَع ولا مثبت

## ما وُعد به

commitment-means = الوسائل
commitment-means-hint = ما تقدّمونه. اترك الصف الذي لا تحتاجه فارغاً.
commitment-means-kind = النوع
commitment-means-amount = المقدار
commitment-means-words = العملة أو الوحدة أو نص السياسة
commitment-means-capacity = { $units } { $unit }
commitment-means-staff = أشخاص: { $people }
commitment-kind-money = مال
commitment-kind-capacity = قدرة استيعابية
commitment-kind-staff = موظفون
commitment-kind-policy = سياسة أو قانون
commitment-cells = أين يُنتظر أثره
commitment-cells-hint = خلايا الإطار. من دون خلية لا يمكن البحث عن أثره.
commitment-no-cell = لم تُذكر خلية: لا يمكن البحث عن أثره.
commitment-measure = المؤشر
commitment-measure-hint = ما يُرى به أنه نُفّذ.
commitment-counted = ما يُعد
commitment-unit = الوحدة
commitment-before = الرقم السابق
commitment-before-on = يوم ذلك الرقم
commitment-to-reach = الرقم المراد بلوغه
commitment-to-reach-on = يُبلغ حتى
commitment-baseline = سابقاً: { $figure } { $unit } في { $day }
commitment-target = المراد: { $figure } { $unit } حتى { $day }
commitment-condition = ينتظر
commitment-condition-hint = ينتظر حتى يُراجَع التزام آخر على مستوى معيّن، ولا يمكن أن يتأخر قبل ذلك.
commitment-condition-met = تحقق ذلك.
commitment-condition-open = لم يتحقق ذلك بعد.
commitment-condition-vain = سُحب ذلك قبل أن يتحقق.
commitment-waited-for = تنتظره
commitment-other = معرّف الالتزام الآخر
commitment-public = معلن للجمهور من
commitment-public-hint = يراه الأعضاء فوراً. ومن دون يوم لا يراه الجمهور أبداً.
commitment-never-public = أبداً: للأعضاء فقط
commitment-promised-hint = إذا كان الوعد قبل اليوم.
commitment-maker-hint = اسم منظمة مسجلة أو معرّفها.
commitment-reason-hint = يبقى في السجل على الدوام.
form-unreadable = لا يمكن قراءة هذا: { $text }.
    .hint = صحّح الحقل المذكور قبل النقطتين أو أكمله. تُكتب الأعداد الصحيحة بالأرقام ومن دون فواصل.

## ما يُفعل به

commitment-new = قطع التزام
commitment-change = تغيير هذا الالتزام
commitment-claims = الإعلانات وأدلتها
commitment-no-claims = لم يعلن صاحب الالتزام شيئاً بعد.
commitment-claim = إعلان تقدم
commitment-level = المستوى
commitment-done = ما أُنجز
commitment-figure = ما بلغه المؤشر
commitment-figure-at = المؤشر: { $figure }
commitment-evidence = الأدلة
commitment-evidence-hint = يُعتد بالإعلان متى أمكن غيركم التحقق منه: مبادرة أو بيان أو وثيقة لها عنوان أو بصمة.
commitment-not-evidenced = لا دليل: هذا معلن فقط.
commitment-can-be-checked = يمكن التحقق منه
commitment-evidence-gone = مبادرة سُحبت
commitment-estimate = تقدير
commitment-no-initiative = لا مبادرة
commitment-document = عنوان وثيقة
commitment-address = موقعها
commitment-sha256 = بصمتها SHA-256
commitment-statement = رقم بيان في السجل
commitment-reviews = المراجعة
commitment-review = مراجعة هذا الالتزام
commitment-reviewer = المراجع
commitment-reviewer-is = تراجعه
commitment-no-reviewer = لم يُسمَّ أحد لمراجعته بعد.
commitment-name-reviewer = تسمية من يراجعه
commitment-reviewer-hint = منظمة غير صاحب الالتزام. ولا يراجعه بعدها إلا أعضاؤها، ممن لم يعلن منهم شيئاً عن هذا الالتزام.
commitment-found = ما وُجد
commitment-judges = يحكم على الإعلان
commitment-judges-none = لا إعلان: ما رُئي من دونه
commitment-withdraw = سحب هذا الالتزام
commitment-withdraw-hint = يبقى في السجل مع السبب، ولا يُحتسب بعد ذلك.
commitment-pairs = تعهدات مقترنة
commitment-brings-policy = يقدّم هذا الالتزام السياسة، وذاك المال أو القدرة.
commitment-brings-means = يقدّم هذا الالتزام المال أو القدرة، وذاك السياسة.
commitment-pair-proposed = مقترح
commitment-pair-agreed = متفق عليه
commitment-pair-ended = منتهٍ
commitment-pair-asked = { $standing }، والمطلوب موافقته: { $asked }
commitment-pair-accept = موافقة
commitment-pair-end = رفض أو إنهاء
commitment-pair-propose = اقتراح قرنه بتعهد آخر
commitment-pair-hint = تُقرن سياسة منظمة بمال منظمة أخرى أو قدرتها. ونهاية عنوان صفحة الالتزام هي معرّفه.
commitment-what-changed = ما تغيّر
commitment-first-version = كما قُطع
commitment-field-text = الوعد
commitment-field-action = الإجراء
commitment-field-due = آخر يوم
commitment-field-means = الوسائل
commitment-field-cells = الخلايا
commitment-field-measure = المؤشر
commitment-field-condition = الشرط
commitment-field-public-from = يوم الإعلان للجمهور

## في صفحة الخطة

plan-commitments = الالتزامات: { $count }
plan-worst-light = أسوأ إشارة:
plan-all-waiting = لا يُحكم على أي منها
plan-promise = قطع التزام
plan-health = الوعود
plan-health-line = إجراءات لها التزام: { $with } من { $actions }. الالتزامات: { $count }؛ المعلن { $claimed }، والمثبت { $evidenced }، والمراجَع { $reviewed }؛ والمتأخر { $late }، والمكتمل { $complete }.
plan-health-without = إجراءات لا تسمّي منظمة ولم يعد بها أحد: { $unowned }. التزامات بلا خلية: { $cell }.
plan-health-dropped = تجاه إجراءات أسقطتها هذه النسخة: { $dropped }.
plan-health-lateness = وسيط أيام التأخر للمتأخر والمكتمل منها: { $days }.

help-commitment = الالتزامات
    .text =
        الالتزام ما تعد به منظمة واحدة تجاه إجراء واحد من خطة حتى يوم معيّن. وهو يُعلن كاملاً دائماً؛ والتغيير بيان آخر مع سبب، وتبقى كل نسخة. ولا يتغير صاحبه ولا يوم الوعد. ونقل آخر يوم لا يخفى: فالأيام التي نُقل بها تُذكر بجانبه.
        ينتظر الالتزام ما لم يتحقق شرطه، ويقترب استحقاقه قبل آخر يوم له بثلاثين يوماً، ويتأخر في اليوم التالي له. ولا يغلقه إلا مراجعة تجد أن كله أُنجز، وتفتحه من جديد مراجعة لاحقة على مستوى أدنى. والمسحوب لا يُحتسب في أي مكان.
        وهو لمن سجلوا الدخول حتى يوم إعلانه للجمهور. ويمكن قرن سياسة صاحب التزام بمال صاحب آخر أو قدرته: ويقوم الاقتران متى وافق الاثنان.
help-fit = فجوات تناسب وسائلنا
    .text =
        N هو الاحتياج في كل سحب، وS العرض القائم، وc ما يمكن إضافته في سنة: الفجوة التي يسدّها c لو ذهب كله إلى هذا الاحتياج وحده. وحيث يكون الاحتياج موضع شك يقلّ ذلك عن الفجوة وعن c معاً، لأن ما يُسدّ في بعض السحوبات أقل. ومن دون c تُعرض الفجوة كلها.
        تُرتَّب الاحتياجات بحصة ما يُسدّ من الفجوة المتوقعة لمحورها وجانبها في المكان، لأن وحدات المحاور مختلفة. ولا تُعرض إلا احتياجات فجوتها مرجّحة أو أكيدة. وعند التساوي يتقدم ما تخدمه المنظمة من قبل، ثم ما يقع في بلدان تعمل فيها.
        والإجراءات هي إجراءات الخطط السارية للمكان التي تناسب محورها وجانبها وشكلها وفئتها، وتطلب من المنظمة أو من نوعها، ولم ينقض آخر يوم لها؛ ويتقدم منها ما قلّت التزاماته المفتوحة. ولا يُطرح ما وُعد به هناك من الفجوة: فالوعد لا يساعد أحداً حتى يُنجز.
help-progress = مستويات التقدم
    .text =
        لا شيء: لم يُنجز شيء يمكن رؤيته. بدأ: بدأ العمل ولم يتحقق بعد شيء مما وُعد به. جزئي: تحقق بعض ما وُعد به ولم يتحقق الجزء الأكبر. كبير: تحقق الجزء الأكبر وبقي منه شيء. مكتمل: تحقق كل ما وُعد به. والثلاثة الوسطى تتبع مستويات الإنجاز لدى شراكة الحكومات المنفتحة.
        ثلاثة مستويات تقف جنباً إلى جنب ولا تُدمج أبداً. المعلن ما قاله صاحب الالتزام آخر مرة. والمثبت مستوى آخر إعلان يستطيع غيره التحقق منه، ولا يزيد أبداً على المعلن. والمراجَع ما وجده عضو في منظمة أخرى سُمّي لذلك ولم يعلن شيئاً عن الالتزام.
        المستويات ليست مقادير: فالكبير ليس ضعف الجزئي.
help-traffic-light = إشارة المرور
    .text =
        تقارن الإشارة المستوى المعتد به بما مضى من الوقت. والمعتد به ما وجده مراجع؛ فإن لم يراجع أحد فما هو مثبت؛ أما الإعلان بلا دليل فلا يُعتد به.
        يُتوقع «بدأ» عند 25٪ من الوقت، و«جزئي» عند 50٪، و«كبير» عند 75٪، و«مكتمل» بعد آخر يوم. أخضر: بلغ المتوقع أو اكتمل. أصفر: متخلف مستوى واحداً، أو لم يُعلن شيء لأكثر من 180 يوماً. أحمر: متخلف مستويين أو أكثر، أو متأخر. لا يُحكم عليه: ينتظر أو سُحب.
        الحدود اصطلاح من هذا البرنامج لا نتيجة بحث. وأيام التأجيل والتغيير بعد آخر مراجعة لا تغيّر لوناً وتُذكر بجانبه.

## التوصيات

refusal-secretariat-unknown-addressee = لا أحد مسجل باسم { $text }.
    .hint = اكتب رمز مكان، أو اسم منظمة واحدة أو معرّفها.
refusal-secretariat-unknown-answer = ليس هذا الإجراء في أي خطة سارية: { $text }.
    .hint = اكتب { $allowed }، وافصل بين عدة إجراءات بفاصلة منقوطة.

## فجوات تناسب وسائلنا

commitment-fit = فجوات تناسب وسائلنا
fit-lead = أين يسدّ التعهد أكثر: احتياجات مفتوحة، وإجراءات الخطط التي تطلب ذلك، وما وُعد به هناك من قبل، وسياسات لآخرين تنتظر وسائل.
fit-organisation = صاحب التعهد
fit-capacity = ما يمكن إضافته
fit-capacity-hint = ما يمكن إضافته: بعدد الأشخاص أو القضايا في السنة. إن تُرك فارغاً عُرضت الفجوات كاملة. وبين القوسين الحصة من فجوة المحور والجانب نفسيهما.
fit-found = { $count ->
    [zero] لا احتياجات مفتوحة تناسب ذلك.
    [one] احتياج مفتوح واحد يناسب ذلك.
    [two] احتياجان مفتوحان يناسبان ذلك.
    [few] { $count } احتياجات مفتوحة تناسب ذلك.
    [many] { $count } احتياجاً مفتوحاً يناسب ذلك.
   *[other] { $count } احتياج مفتوح يناسب ذلك.
}
fit-none = لا يُرجَّح أن يكون أي احتياج هنا مفتوحاً.
fit-closes = ما يُسدّ
fit-promised = ما وُعد به هناك
fit-nothing = لا شيء
fit-actions = إجراءات يُلتزم تجاهها
fit-no-action = لا خطة سارية تطلب ذلك
fit-more-actions = { $count ->
    [zero] ولا غيرها
    [one] وإجراء آخر
    [two] وإجراءان آخران
    [few] و{ $count } إجراءات أخرى
    [many] و{ $count } إجراءً آخر
   *[other] و{ $count } إجراء آخر
}
fit-more-pledges = { $count ->
    [zero] ولا غيرها
    [one] والتزام آخر
    [two] والتزامان آخران
    [few] و{ $count } التزامات أخرى
    [many] و{ $count } التزاماً آخر
   *[other] و{ $count } التزام آخر
}
fit-policies = سياسات تنتظر وسائل
fit-no-policy = لا شيء
nearness-here = تخدمونه
nearness-same-country = تعملون في هذا البلد
nearness-elsewhere = لا تعملون في هذا البلد

## مسودات

drafts = المسودات
drafts-lead = ما بدأتم بالوعد به. لا يراه إلا أعضاء منظمتكم، ولم يُوعد بشيء منه بعد.
drafts-none = لا مسودات. تُحفظ المسودة من نموذج التزام جديد.
draft-hint = المسودة لمنظمتكم وحدها. أما الالتزام فيراه جميع الأعضاء ويبقى في السجل.
draft-keep = حفظ مسودةً
draft-drop = حذف المسودة
draft-without-text = بلا نص
commitment-make = قطع الالتزام
