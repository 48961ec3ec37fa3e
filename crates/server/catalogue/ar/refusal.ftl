# ما طُلب لا يمكن تنفيذه، والسبب. ولكل نص إرشاد: ما الذي يمكن فعله.

refusal-unknown = رُفض هذا الطلب ({ $code }).
    .hint = { $text }

refusal-coalition-not-allowed = هذا الإجراء متاح فقط لـ{ $allowed }.
    .hint = اطلبه ممن يملك هذه الصلاحية، أو اطلب من مدير النظام دوراً آخر.
refusal-coalition-unknown-organisation = لم يصرّح أحد بالمنظمة { $id }.
    .hint = صرّح بالمنظمة أولاً، أو اختر واحدة من القائمة.
refusal-coalition-unknown-place = لم يصرّح أحد بالمكان { $code }.
    .hint = اختر مكاناً من القائمة، أو اطلب من المنسّق إضافته.
refusal-coalition-place-cycle = سيقع المكان { $code } داخل نفسه.
    .hint = اختر مكاناً آخر يحتويه.
refusal-coalition-absent = لا يوجد { $what } بالمعرّف { $id }.
    .hint = ربما سُحب، أو جرى التراجع عن استيراده. يبيّن السجل متى حدث ذلك.
refusal-coalition-unsound = { $field }: { $rule }.
    .hint = صحّح هذا الحقل وأعد إرسال النموذج.
refusal-coalition-still-used = { $count ->
        [zero] لا يستند أي تصريح لاحق إلى هذا الاستيراد.
        [one] يستند تصريح لاحق إلى هذا الاستيراد: { $example }.
        [two] يستند تصريحان لاحقان إلى هذا الاستيراد، منهما { $example }.
        [few] تستند { $count } تصريحات لاحقة إلى هذا الاستيراد، منها { $example }.
        [many] يستند { $count } تصريحاً لاحقاً إلى هذا الاستيراد، منها { $example }.
       *[other] يستند { $count } تصريح لاحق إلى هذا الاستيراد، منها { $example }.
    }
    .hint = غيّر تلك التصريحات أو اسحبها أولاً، ثم يمكن التراجع عن الاستيراد.
refusal-coalition-name-taken = يدخل شخص آخر باسم { $name }.
    .hint = اختر اسماً آخر.

refusal-coverage-place-cycle = يقع أحد الأماكن داخل نفسه عبر الأماكن التي تحتويه.
    .hint = صحّح تبعية الأماكن ثم أعد السؤال.
refusal-coverage-parent-unknown = يشير أحد الأماكن إلى مكان يحتويه لم يصرّح به أحد.
    .hint = صرّح بالمكان الحاوي ثم أعد السؤال.
refusal-coverage-too-many-places = عدد الأماكن { $places }، وهو أكثر مما يمكن ترقيمه.
    .hint = اسأل عن جزء من المنطقة.
refusal-coverage-place-unknown = المكان المطلوب غير موجود.
    .hint = اختر مكاناً من القائمة.
refusal-coverage-need-place-unknown = يقع أحد الاحتياجات في مكان لم يصرّح به أحد.
    .hint = صرّح بالمكان أولاً.
refusal-coverage-no-draws = لا يُعرف شيء عن أحد الاحتياجات: ليست له سحوبات.
    .hint = اذكر الاحتياج بعدد أو بمجال.
refusal-coverage-draw-lengths = لا تُجمع احتياجات تختلف أعداد سحوباتها.
    .hint = أعد التقدير بعدد السحوبات المعتاد.
refusal-coverage-capacity = القدرة المذكورة ليست رقماً صالحاً: { $capacity }.
    .hint = صحّح القدرة في ملفها ثم استورده من جديد.
refusal-coverage-half-life = نصف العمر المذكور ليس عدداً من الأيام: { $half_life_days }.
    .hint = اذكر عدداً من الأيام أكبر من الصفر.
refusal-coverage-too-many-half-lives = توجد قيم مختلفة لنصف العمر تزيد على { $most }.
    .hint = استعمل القيمة نفسها للخدمات من النوع نفسه.
refusal-coverage-row-out-of-range = يزيد عدد المبادرات على { $most }.
    .hint = اسأل عن جزء من المنطقة.
refusal-coverage-level = مستوى المجال { $level } لا يقع بين 0 و1.
    .hint = اطلب مستوى مثل 0.9.
refusal-coverage-window = نافذة الإبلاغ ({ $days } يوم) قصيرة جداً.
    .hint = اطلب نافذة من يوم واحد أو أكثر.
refusal-coverage-two-place-axes = لا يمكن أن تكون الصفوف والأعمدة أماكن معاً.
    .hint = اختر الأماكن للصفوف ومحوراً آخر للأعمدة.
refusal-coverage-too-many-cells = ستضم هذه المصفوفة { $cells } خلية، وأقصى ما يمكن عرضه { $most }.
    .hint = اختر مكاناً أصغر أو محوراً آخر.
refusal-coverage-cell-unknown = لا توجد خلية كهذه في الإطار.
    .hint = عد إلى الإطار واختر خلية منه.

refusal-estimate-model-list-count = لا يمكن أن يضم النموذج { $lists } من القوائم.
    .hint = استعمل قائمتين على الأقل، ولا تتجاوز الحد الأقصى.
refusal-estimate-model-unknown-list = يذكر النموذج القائمة { $list } وهي ليست في الجدول.
    .hint = تُرقّم القوائم من 1 بحسب ترتيب الأعمدة.
refusal-estimate-model-repeated-list = يذكر { $generator } قائمة مرتين.
    .hint = اذكر كل قائمة مرة واحدة.
refusal-estimate-model-unreadable = لم يُكتب { $text } على النحو [12,23,4].
    .hint = اكتب حدود النموذج بين قوسين معقوفين تفصلها فواصل.
refusal-estimate-too-few-lists = القوائم التي تضم أحداً وتختلف عن غيرها { $informative } فقط، والمطلوب { $needed }.
    .hint = أضف قائمة حُفظت مستقلة عن غيرها.
refusal-estimate-disconnected-lists = تنقسم القوائم إلى مجموعات لا يجمعها أحد.
    .hint = وسّع الفترة، أو أضف قائمة تتقاطع مع المجموعتين.
refusal-estimate-too-few-overlaps = { $people ->
        [zero] لا أحد على قائمتين أو أكثر، والمطلوب { $needed }.
        [one] شخص واحد فقط على قائمتين أو أكثر، والمطلوب { $needed }.
        [two] شخصان فقط على قائمتين أو أكثر، والمطلوب { $needed }.
        [few] { $people } أشخاص فقط على قائمتين أو أكثر، والمطلوب { $needed }.
        [many] { $people } شخصاً فقط على قائمتين أو أكثر، والمطلوب { $needed }.
       *[other] { $people } شخص فقط على قائمتين أو أكثر، والمطلوب { $needed }.
    }
    .hint = وسّع الفترة أو المنطقة، أو أضف قائمة.
refusal-estimate-no-estimable-model = لا تقدير لأي من النماذج المفحوصة وعددها { $examined }.
    .hint = اجمع القوائم التي لا تكاد تتقاطع، أو وسّع الفترة.
refusal-estimate-model-without-estimate = لا تقدير للنموذج { $model } من هذا الجدول.
    .hint = اختر نموذجاً بأزواج أقل من القوائم.
refusal-estimate-replicates-without-estimate = { $without_estimate } من أصل { $replicates } من الجداول المعاد سحبها بلا تقدير.
    .hint = الجدول متناثر فلا يعطي مجالاً أميناً. وسّع الفترة أو اجمع القوائم.
refusal-estimate-interval-too-wide = يمتد المجال أكثر من { $limit } أضعاف.
    .hint = جواب كهذا لا يميّز مشكلة محلية من مشكلة وطنية. أضف قائمة أو وسّع الفترة.
refusal-estimate-unstable-without-a-list = من دون { $lists } يقع الجواب خارج مداه: بين { $lowest } و{ $highest }.
    .hint = الجواب رهن بأي القوائم وُجدت مصادفة. أضف قائمة، أو اجمع القوائم التي تُحفظ معاً.
refusal-estimate-form-without-estimate = لا تقدير لهذه الصيغة من اختلاف الناس ({ $form }) في هذا الجدول.
    .hint = تبقى الافتراضات الأخرى؛ وهذا متروك.
refusal-estimate-form-contradicted = لا يُظهر الجدول اختلافاً بين الناس بهذه الصيغة ({ $form }).
    .hint = تبقى الافتراضات الأخرى؛ وهذا متروك.
refusal-estimate-empty-histories = { $histories } من توليفات القوائم ليس فيها أحد، وتحتاج هذه الطريقة إلى أحد في كل منها.
    .hint = اضمم القوائم التي لا تكاد تتقاطع، أو اترك هذه الطريقة.
refusal-estimate-too-many-lists-for-method = { $lists } قوائم أكثر مما تستطيع هذه الطريقة المرور به؛ والأكثر { $most }.
    .hint = اضمم القوائم التي تُحفظ معاً.
refusal-estimate-tail-never-settles = لا نهاية للحد الأعلى: يكبر مع كل عدد من الخفيين يُسمح به.
    .hint = لا يقول الجدول شيئاً ضد أي عدد بهذا الافتراض. أضف قائمة أو وسّع المدة.
refusal-estimate-chains-not-converged = لا تتفق المحاكاة بعضها مع بعض (R-hat { $r_hat }، و{ $effective_draws } سحبة فعّالة)، فيتوقف الرقم على المصادفة.
    .hint = تبقى الافتراضات الأخرى؛ وهذا متروك.
refusal-estimate-method-cannot-be-used = لا تصلح الطريقة لهذا الجدول: { $reason }.
    .hint = تبقى الافتراضات الأخرى؛ وهذا متروك.
refusal-estimate-several-answers = { $method }: ما يمكن قوله يتجمع حول أرقام عدة لا يكاد يكون بينها شيء: { $modes }.
    .hint = لا تذكر رقماً بينها. اسأل أي التفسيرات تؤيده القوائم نفسها.
refusal-estimate-not-reached = أُنهي العمل قبل الوصول إلى هذا.
    .hint = اطلبه من جديد ودعه يبلغ نهايته.
refusal-estimate-ledger-not-once = لا يضم سجل الافتراضات كل افتراض مرة واحدة.
    .hint = استعمل السجل الذي جاء مع التقرير.
refusal-estimate-ledger-too-long = ملاحظة أو اسم أطول مما يتسع له سجل الافتراضات.
    .hint = قلها بكلمات أقل، وضع الباقي في وثيقة.
refusal-estimate-ledger-unanswered = لم يُجب عن كل افتراض، وسجل الافتراضات يُوقَّع كاملاً.
    .hint = قل عن كل افتراض هل يصح أو يُشك فيه أو لا يصح.
refusal-estimate-empty-lists = لا أحد على هذه القوائم، فتُركت: { $lists }.
    .hint = تحقق من أن هذه القوائم تخص هذه الفترة وهذا المكان.
refusal-estimate-nested-list = كل من على { $inner } موجود على { $outer } أيضاً، كأن تُغذّى إحداهما من الأخرى.
    .hint = اترك إحداهما، أو اذكر في التقرير أنهما غير مستقلتين.
refusal-estimate-pairs-without-overlap = هذه الأزواج من القوائم لا يجمعها أحد: { $pairs }.
    .hint = تحقق مما إذا كانت تستبعد إحداها الأخرى بحكم القانون أو المكان.
refusal-estimate-sparse-table = التقاطعات الفارغة بين القوائم: { $empty_histories } من أصل { $histories }.
    .hint = اقرأ المجال بحذر، أو اجمع القوائم.
refusal-estimate-rival-models-disagree = نماذج لا يكاد الجدول يفرّق بينها تعطي أرقاماً شديدة الاختلاف، من { $lowest } إلى { $highest }.
    .hint = اذكر مدى النماذج المتنافسة لا أفضلها وحده.
refusal-estimate-search-not-exhaustive = لم تُفحص كل النماذج بل { $examined } منها فقط، وقد يوجد أفضل.
    .hint = استعمل قوائم أقل، أو اسمح ببحث أطول.
refusal-estimate-some-replicates-without-estimate = { $method }: { $without_estimate } من أصل { $replicates } من الجداول المعاد سحبها بلا تقدير، والمجال من سواها.
    .hint = المجال الحقيقي أوسع على الأرجح.
refusal-estimate-intervals-differ = { $method }: طريقتان لحساب المجال تعطيان حدّين أعليين شديدي الاختلاف، فاختيار النموذج غير مستقر.
    .hint = اذكر الأوسع.
refusal-estimate-hangs-on-one-person = { $method }: لولا شخص واحد على { $histories } لما كان هناك تقدير.
    .hint = راجع سجل هذا الشخص قبل أي نشر.
refusal-estimate-list-count = { $lists ->
        [zero] لم تُعطَ أي قائمة، والمطلوب قائمتان على الأقل.
        [one] أُعطيت قائمة واحدة، والمطلوب قائمتان على الأقل.
        [two] أُعطيت قائمتان، ولا يمكن استعمال هذا العدد.
        [few] أُعطيت { $lists } قوائم، ولا يمكن استعمال هذا العدد.
        [many] أُعطيت { $lists } قائمة، ولا يمكن استعمال هذا العدد.
       *[other] أُعطيت { $lists } قائمة، ولا يمكن استعمال هذا العدد.
    }
    .hint = أضف قائمة، أو اجمع القوائم التي تحفظها المنظمة نفسها.
refusal-estimate-unnamed-list = القائمة { $position } بلا اسم.
    .hint = ضع عنواناً لكل عمود.
refusal-estimate-duplicate-list = توجد قائمتان باسم { $name }.
    .hint = ضع لكل عمود عنواناً خاصاً به.
refusal-estimate-unknown-list = يذكر أحد الأنماط قائمة ليست في الجدول.
    .hint = صحّح الجدول وأحضره من جديد.
refusal-estimate-seen-on-no-list = يحصي الجدول { $count } من الناس ليسوا على أي قائمة.
    .hint = احذف هذا الصف: فعددهم هو ما يجيب عنه التقدير.
refusal-estimate-duplicate-history = ورد النمط { $history } مرتين.
    .hint = اجمع العددين في صف واحد.
refusal-estimate-nobody = لا يحصي الجدول أحداً.
    .hint = راجع عمود الأعداد.
refusal-estimate-too-many-people = يحصي الجدول عدداً أكبر مما يمكن حسابه.
    .hint = راجع عمود الأعداد.
refusal-estimate-not-an-amount = ليس { $value } مقداراً يساوي صفراً أو أكثر.
    .hint = اكتب العدد بالأرقام وبنقطة عشرية.
refusal-estimate-limits-out-of-order = لا يقع الرقم { $value } بين الحدّين { $low } و{ $high }.
    .hint = تحقق من ترتيب الأعداد الثلاثة.
refusal-estimate-not-a-level = ليس { $level } مستوى لمجال.
    .hint = استخدم مستوى مثل 0.95.
refusal-estimate-not-draws = السحوبات ليست مقادير تساوي صفراً أو أكثر.
    .hint = قدّم سحوبات تقدير واحد كما هي.
refusal-estimate-no-victims = لم تُذكر أي ضحايا.
    .hint = اذكر عدد الأشخاص، أو قدّم جدولاً فيه صف لكل قطاع ومنطقة.
refusal-estimate-global-mean-for-national-total = القيمة الوحيدة للربح من كل ضحية لهؤلاء ({ $constant }) متوسط للعالم، وهم من جزء منه ({ $region }).
    .hint = اذكر ربحاً من كل ضحية لذلك البلد أو تلك المنطقة. أو اسمح بمتوسط العالم مع العلم أنه قد لا يصح هناك: بالمربع في الصفحة، أو بالخيار ‎--allow-global-mean في سطر الأوامر.
refusal-estimate-no-per-victim-value = ليس في التقرير { $report } ربح من كل ضحية لـ{ $sector } في { $region }.
    .hint = اختر تقريراً آخر، أو اذكر قيمتك للربح من كل ضحية.
refusal-estimate-overlapping-rows = يعدّ الصفان { $first } و{ $second } الأشخاص أنفسهم، فيعدّهم المجموع مرتين.
    .hint = أبقِ الكل أو أجزاءه. وإن كان الصفان عن مكانين مختلفين فاذكر اسمي المكانين.
refusal-estimate-duration-beyond-window = لا يمكن أن يُستغل أشخاص نافذة طولها { $window } من السنوات خلالها مدة { $mean } من السنوات.
    .hint = اذكر متوسط المدة داخل النافذة، أو الطول الصحيح للنافذة.
refusal-estimate-not-a-share = ليس { $share } حصة من الإيرادات.
    .hint = اكتب 30 % على النحو 0.30.
refusal-estimate-draws-differ = لصفين أعداد مختلفة من السحوبات، { $first } و{ $second }.
    .hint = قدّم سحوبات بطول واحد، أو مجالات بدلاً منها.
refusal-estimate-too-many-rows = في الجدول { $found } من صفوف الضحايا، والحد الأعلى { $limit }.
    .hint = قسّم الجدول.
refusal-estimate-too-many-draws = ستُسحب { $found } من الأعداد، والحد الأعلى { $limit }.
    .hint = اطلب سحوبات أقل، أو قسّم الجدول.
refusal-estimate-global-mean-used = استُخدم متوسط العالم لجزء منه: { $regions }.
    .hint = قد يكون الربح الحقيقي من كل ضحية هناك أعلى أو أدنى بأضعاف. لا تنشر هذا المجموع رقماً وطنياً.
refusal-estimate-regional-mean-used = استُخدم متوسط منطقة كاملة: { $regions }.
    .hint = قد يختلف بلد فيها عن غيره.
refusal-estimate-mean-over-sectors-used = استُخدم متوسط كل القطاعات لـ: { $sectors }.
    .hint = يختلف الربح من كل ضحية بين القطاعات حتى سبعة عشر ضعفاً.
refusal-estimate-reports-mixed = في المجموع الواحد قيم من تقارير عدة: { $reports }.
    .hint = أُعدت بطرائق مختلفة في سنوات مختلفة. اعرض الأجزاء جنباً إلى جنب.
refusal-estimate-populations-mixed = الضحايا وقيم الربح من كل ضحية لأشخاص مختلفين: { $counted }.
    .hint = اذكر ذلك حيثما عُرض المجموع.
refusal-estimate-population-not-stated = لم يُذكر من يعدّهم رقم الضحايا.
    .hint = اذكر هل هو لضحايا الاتجار وحدهم أم لكل من هم في العمل القسري.
refusal-estimate-price-years-mixed = في المجموع الواحد دولارات سنوات مختلفة: { $years }.
    .hint = لم يُحوّل شيء. حوّل القيم كلها إلى أسعار سنة واحدة أولاً.
refusal-estimate-whole-year-assumed = لم تُذكر مدة الاستغلال، فحُسبت سنة كاملة لكل شخص.
    .hint = إن كان الرقم لأشخاص استُغلوا في أي وقت من السنة فالمجموع الحقيقي أدنى.
refusal-estimate-per-victim-without-interval = ليس للربح من كل ضحية مجال.
    .hint = لا تظهر درجة التأكد منه في مجال المجموع، فهو أضيق مما ينبغي.
refusal-estimate-rows-independent = اعتُبرت مجالات الصفوف مستقلة بعضها عن بعض.
    .hint = إن أخطأت في الاتجاه نفسه فمجال المجموع أضيق مما ينبغي.
refusal-estimate-constants-changed = ثوابت ليست كما طبعها مصدرها: { $constants }.
    .hint = اذكر مصدرك إلى جانب النتيجة.
refusal-estimate-constants-not-verified = ثوابت لم تُر إلا في مصادر ثانوية: { $constants }.
    .hint = قارنها بالأصل قبل نشر أي شيء.
refusal-estimate-no-residents = ليس { $residents } عدداً من السكان.
    .hint = اذكر عدد السكان من هذا الجنس وهذا العمر.
refusal-estimate-total-below-detected = تقدير الضحايا جميعاً { $victims } أدنى من عدد المكتشفين { $detected }.
    .hint = تحقق من أن الرقمين للأشخاص والمكان والزمن أنفسهم، وأن التقدير للمكتشفين وغير المكتشفين معاً.
refusal-estimate-more-victims-than-people = لا يمكن أن يكون { $victims } من الضحايا بين { $residents } من السكان.
    .hint = تحقق من عدد السكان.
refusal-estimate-detected-out-of-order = لا يمكن أن يكون عدد المكتشفين من { $low } إلى { $high }.
    .hint = اكتب العدد الأدنى أولاً.
refusal-estimate-group-twice = الصفان { $first } و{ $second } للفئة نفسها.
    .hint = اذكر كل فئة مرة واحدة.
refusal-estimate-no-detected-count = لا يعدّ المصدر المكتشفين في بعض الفئات.
    .hint = ليس لها معدل رسمي، ولا يُختلق لها معدل.
refusal-estimate-detected-count-inexact = يعطي المصدر مدى أو يحجب العدد في بعض الفئات.
    .hint = يبقى المدى كما هو ولا يُملأ شيء.
refusal-estimate-no-group-estimate = لا تقدير لبعض الفئات.
    .hint = لا يُوزّع المجموع على الفئات. قدّر كل فئة من قوائمها.
refusal-estimate-nobody-estimated = التقدير لا أحد، فلا يوجد «واحد من كل كذا».
    .hint = تحقق من التقدير.

refusal-figures-not-finite = تعذّر رسم الشكل: أحد أرقامه ليس رقماً.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-out-of-range = تعذّر رسم الشكل: أحد أرقامه خارج المدى.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-interval-out-of-order = تعذّر رسم الشكل: ينتهي أحد المجالات قبل أن يبدأ.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-nothing-to-show = تعذّر رسم الشكل: ليس في أحد الصفوف ما يُعرض.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-cell-twice = تعذّر رسم الشكل: أُعطيت إحدى الخلايا مرتين.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-bad-id = تعذّر رسم الشكل: اسمه غير صالح.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.
refusal-figures-unsafe-link = تعذّر رسم الشكل: أحد روابطه غير آمن.
    .hint = يقول الجدول المجاور الشيء نفسه بالكلمات.

refusal-journal-no-journal = لا يوجد سجل في هذا المجلد.
    .hint = حدّد مجلد البيانات، أو شغّل كونسرت مرة لإنشاء سجل.
refusal-journal-held = تكتب عملية أخرى ({ $holder }) في هذا السجل.
    .hint = أوقفها أولاً. أما القراءة إلى جانبها فممكنة.
refusal-journal-busy = برنامج آخر يقفل السجل.
    .hint = انتظر قليلاً ثم حاول من جديد.
refusal-journal-not-a-journal = هذا الملف ليس سجلاً.
    .hint = حدّد مجلد بيانات كونسرت.
refusal-journal-newer = كتب هذا السجل إصدار أحدث من كونسرت.
    .hint = ثبّت ذلك الإصدار أو إصداراً بعده.
refusal-journal-older = يجب تحديث هذا السجل أولاً.
    .hint = شغّل كونسرت مرة على مجلد البيانات هذا.
refusal-journal-not-closed = قوطعت آخر كتابة، ولا يمكن الكتابة في المجلد.
    .hint = انسخ المجلد إلى مكان تمكن الكتابة فيه واقرأه هناك.
refusal-journal-key-reused = أُرسل هذا الطلب من قبل بمحتوى آخر.
    .hint = أرسله من جديد بمفتاح آخر.
refusal-journal-key-length = مفتاح الطلب فارغ أو طويل جداً.
    .hint = أرسل مفتاحاً من 1 إلى 200 حرف.
refusal-journal-body-too-long = إحدى الإفادات أطول من أن تُحفظ.
    .hint = اختصر نصها أو حدودها.
refusal-journal-out-of-range = يضم السجل { $size } من الإفادات، ويقع { $asked } خارجها.
    .hint = اختر إفادة من القائمة.

refusal-secretariat-opened-to-read = فُتح هذا السجل للقراءة فقط.
    .hint = أوقف العملية التي تكتب فيه، أو اطلب منها.
refusal-secretariat-no-reader = شُغّلت هذه المنصة بلا برنامج يقرأ الملفات.
    .hint = شغّلها بالأمر «concert serve»، أو استعمل «concert import».
refusal-secretariat-no-method = لم تُختر أي طريقة.
    .hint = اختر افتراضاً واحداً على الأقل للتقدير.
refusal-secretariat-replicates = لا يمكن حساب هذا العدد من التكرارات.
    .hint = اختر عدداً من { $fewest } إلى { $most }.
refusal-secretariat-too-many-runs = تقديرات كثيرة تنتظر الحساب.
    .hint = انتظر حتى ينتهي أحدها، أو أوقف واحداً.
refusal-secretariat-run-gone = لم يُحفظ شيء من هذا التقدير.
    .hint = لم يكن قد انتهى حين توقف الخادم، أو أفسح المكان لأحدث منه. سلّم الجدول من جديد.
refusal-secretariat-run-interrupted = أُوقف هذا التقدير قبل نهايته ولا يمكن تسجيله.
    .hint = سلّم الجدول من جديد بالإعدادات نفسها ودعه يبلغ نهايته.
refusal-secretariat-run-without-range = لا يعطي هذا التقرير مدى يمكن تسجيله.
    .hint = وهو يقول السبب. أضف قائمة أو وسّع الفترة.
refusal-secretariat-not-a-report = ليس الملف تقرير تقدير: { $text }.
    .hint = أعط الملف الذي كتبه `concert estimate TABLE --json`.
refusal-secretariat-other-table = صُنع التقرير من جدول آخر.
    .hint = أعط الجدول الذي يسميه التقرير ببصمته، دون تغيير.
refusal-secretariat-not-a-ledger = ليس الملف سجل افتراضات: { $text }.
    .hint = ابدأ من `concert estimate --print-ledger` ولا تغيّر إلا الأجوبة والملاحظات والتوقيع.
refusal-secretariat-interrupted = أُنهي العمل قبل أن يكتمل.
    .hint = ابدأه من جديد.
refusal-secretariat-unknown-column = العمود «{ $text }» ليس مما يُقرأ هنا.
    .hint = سمّه بأحد هذه الأسماء أو احذفه: { $allowed }.
refusal-secretariat-column-twice = العمود «{ $text }» موجود في الجدول مرتين.
    .hint = احذف أحدهما.
refusal-secretariat-not-a-number = «{ $text }» ليس عدداً.
    .hint = اكتب العدد بالأرقام وبنقطة عشرية ومن دون فواصل للآلاف.
refusal-secretariat-not-a-code = «{ $text }» ليس من رموز هذا العمود.
    .hint = اكتب أحد هذه الرموز: { $allowed }.
refusal-secretariat-not-a-count = «{ $text }» ليس عدداً لأشخاص.
    .hint = اكتب عدداً صحيحاً، أو مدى مثل ‎<5 أو 100-150، أو: withheld.
refusal-secretariat-half-an-interval = ينقص أحد أعداد المجال.
    .hint = اذكر الرقم والحد الأدنى والحد الأعلى، أو الرقم وحده.
refusal-secretariat-empty-cell = يجب أن تذكر هذه الخلية شيئاً.
    .hint = املأها.
refusal-secretariat-constant-twice = ورد الثابت نفسه من قبل في الصف { $first }.
    .hint = أبقِ أحد الصفين.

# قواعد خالفها ملف.

refusal-exchange-empty = الملف فارغ.
refusal-exchange-not-a-table = المحتوى ليس جدولاً، بل { $found }.
refusal-exchange-old-or-locked-workbook = مصنّف قديم أو محمي بكلمة سر.
refusal-exchange-unsupported-workbook = لا تُقرأ المصنّفات من نوع { $format }.
refusal-exchange-nested-archive = ملف مضغوط داخل ملف مضغوط.
refusal-exchange-no-workbook-in-archive = أرشيف لا يحتوي على مصنّف.
refusal-exchange-damaged-archive = الأرشيف تالف: { $detail }.
refusal-exchange-too-many-parts = عدد أجزاء الأرشيف { $found }، ويُقرأ { $limit } على الأكثر.
refusal-exchange-inflates-too-far = يزيد حجمه بعد فك الضغط على { $limit } بايت.
refusal-exchange-inflates-too-steeply = يتضخم بعد فك الضغط إلى أكثر من { $limit } ضعف حجمه.
refusal-exchange-declares-entities = يعرّف الجزء { $part } نوع مستند لا يحتاجه أي جدول.
refusal-exchange-damaged-workbook = المصنّف تالف: { $detail }.
refusal-exchange-too-large = حجمه { $found } بايت، ويُقرأ { $limit } على الأكثر.
refusal-exchange-too-many-sheets = يزيد عدد الأوراق على { $limit }.
refusal-exchange-too-many-rows = يزيد عدد الصفوف على { $limit }.
refusal-exchange-too-many-columns = يوجد نص في العمود رقم { $found }، ويُقرأ { $limit } عموداً على الأكثر.
refusal-exchange-too-many-cells = يزيد عدد الخلايا على { $limit }.
refusal-exchange-cell-too-long = تضم إحدى الخلايا أكثر من { $limit } حرف.
refusal-exchange-too-much-text = يضم أكثر من { $limit } بايت من النصوص.
refusal-exchange-rows-out-of-order = يأتي أحد الصفوف بعد صف لاحق له.
refusal-exchange-quote-never-closed = فُتحت علامة اقتباس ولم تُغلق.
refusal-exchange-reader-stopped = أُوقفت القراءة ({ $how }): يطلب الملف وقتاً أو ذاكرة أكثر مما يحتاجه جدول.
refusal-exchange-reader-misbehaved = أُوقفت القراءة: أجاب القارئ بما لا يجوز ({ $detail }).
refusal-exchange-changed-while-read = تغيّر الملف أثناء قراءته.
refusal-exchange-no-table = لم يوجد صف عناوين تحته صفوف.
refusal-exchange-missing-column = لا يوجد عمود لـ: { $meaning }.
refusal-exchange-no-count-column = لا يوجد عمود للأعداد.
refusal-exchange-no-lists = لا يوجد عمود من الأصفار والآحاد.
refusal-exchange-too-many-lists = عدد القوائم { $found }، ويُقرأ { $limit } على الأكثر.
refusal-exchange-not-zero-or-one = «{ $text }» ليست 0 ولا 1.
refusal-exchange-not-a-count = «{ $text }» ليس عدداً صحيحاً.
refusal-exchange-history-of-nobody = ذُكر عدد لأشخاص ليسوا على أي قائمة.
refusal-exchange-history-twice = ورد النمط نفسه من قبل في الصف { $first }.

# ما الذي يمكن فعله.

remedy-choose-another-file = أحضر ملفاً آخر.
remedy-save-as-spreadsheet = افتحه في برنامج جداول واحفظه بصيغة XLSX أو ODS أو CSV، بلا كلمة سر.
remedy-unpack = فك ضغط الأرشيف وأحضر الجدول الذي بداخله.
remedy-send-again = اطلب الملف من جديد: هذه النسخة تالفة.
remedy-split-table = أحضر الجدول في عدة ملفات أصغر.
remedy-clear-stray-cells = احذف ما يقع بعيداً عن الجدول.
remedy-shorten-cell = اختصر نص هذه الخلية.
remedy-close-quote = أغلق علامة الاقتباس أو اكتبها مرتين.
remedy-add-headings = ضع عناوين للأعمدة، أو وسوم HXL تحتها.
remedy-fix-cell = صحّح هذه الخلية.
remedy-use-listed-word = استعمل كلمة أو رمزاً من قائمة هذا العمود.
remedy-write-iso-date = اكتب التواريخ على النحو 2024-05-31.
remedy-nothing = لا يلزم فعل شيء.

# وقائع تذكرها أسباب الرفض.

fact-allowed-administrators = مديري النظام
fact-allowed-coordinators = المنسّقين
fact-allowed-members-of-the-organisation = أعضاء المنظمة

fact-what-initiative = مبادرة
fact-what-import = استيراد
fact-what-need = احتياج
fact-what-user = مستخدم
fact-what-estimate = تقدير
fact-what-place = مكان
fact-what-organisation = منظمة
fact-what-statement = إفادة

fact-field-names = الاسم
fact-field-name = الاسم
fact-field-password = كلمة السر
fact-field-reason = السبب
fact-field-draws = السحوبات
fact-field-boundary = الحدود
fact-field-places = الأماكن
fact-field-period = الفترة
fact-field-title = العنوان
fact-field-remarks = الملاحظات
fact-field-source = المصدر
fact-field-quantity = الكمية
fact-field-capacity = القدرة
fact-field-organisation = المنظمة
fact-field-start = اليوم الأول
fact-field-end = اليوم الأخير
fact-field-role = الدور
fact-field-level = المستوى
fact-field-share = النسبة
fact-field-statement = الإفادة
fact-field-on = اليوم

fact-rule-an-estimate-has-draws = للتقدير سحوبات
fact-rule-an-organisation-has-a-name = للمنظمة اسم
fact-rule-a-place-has-a-name = للمكان اسم
fact-rule-longitudes-lie-between-180-and-180-latitudes-between-90-and-90 = تقع خطوط الطول بين −180 و180 وخطوط العرض بين −90 و90
fact-rule-a-boundary-has-at-most-100-000-points = لا تزيد نقاط الحدود على 100,000
fact-rule-an-initiative-has-at-least-one-place = للمبادرة مكان واحد على الأقل
fact-rule-an-initiative-ends-after-it-starts = تنتهي المبادرة بعد بدايتها
fact-rule-this-cannot-be-left-empty = لا يجوز تركه فارغاً
fact-rule-this-text-is-too-long = النص طويل جداً
fact-rule-a-password-has-12-characters-or-more = تتألف كلمة السر من 12 حرفاً أو أكثر
fact-rule-this-is-not-a-count = اكتب عدداً صحيحاً أو مدى مثل 10-20
fact-rule-this-is-not-a-day = اكتب اليوم على النحو 2026-05-31
fact-rule-this-is-not-one-of-the-list = اختر من القائمة
fact-rule-a-corridor-and-nothing-else-has-a-code-of-two-ends = للمسار وحده رمز ذو طرفين
fact-rule-a-period-ends-after-it-starts = تنتهي الفترة بعد بدايتها
fact-rule-a-share-lies-between-0-and-1 = تقع النسبة بين 0 و1
fact-rule-a-statement-has-at-most-8-mib = لا تزيد الإفادة على 8 ميغابايت
fact-rule-an-estimate-has-at-most-100-000-draws = لا تزيد سحوبات التقدير على 100,000
fact-rule-draws-are-finite-numbers-that-are-zero-or-more = السحوبات أعداد منتهية لا تقل عن الصفر
