# المسارات: ما يُنقل عليها بجانب ما يفسره، ومن يعمل في طرفيها.

nav-corridors = المسارات
corridors-title = المسارات
corridors-lead = على أي الطرق يُنقل أناس أكثر مما يُفسَّر، ومن يعمل في الطرفين، ومن منهم ينبغي أن يعرف من.
corridors-form = شكل الاستغلال
corridors-all-forms = كل الأشكال معاً
corridors-with-distance = المسافة تفسّر
corridors-yes = نعم
corridors-no = لا
corridors-none = لا يُعرف هنا تدفق على أي مسار.
corridors-stand-out = تبرز
corridors-stands-out = بارز
corridors-of = { $count ->
        [zero] من أي مسار
        [one] من مسار واحد
        [two] من مسارين
        [few] من { $count } مسارات
        [many] من { $count } مساراً
       *[other] من { $count } مسار
    }
corridors-empty-ends = لا أحد في أحد الطرفين
corridors-missing = أزواج بلا شراكة
corridors-missing-csv = الأزواج في ملف CSV
corridors-caution = البروز سبب للنظر وللوقاية، وليس دليلاً على الاتجار. فالإبلاغ يختلف من مكان إلى آخر، وما لا تقوله العوامل يظهر أيضاً. وقد يكون المسار الذي تفسَّر أعداده بالخطورة نفسها.
corridors-no-baseline = لا شيء يفسر هذه التدفقات
corridors-picture = المنقولون في سنة: المرصود والمفسَّر
corridors-picture-about = { $drawn } من { $all } من المسارات، لكل منها المرصود والمفسَّر بمجالات 90 %؛ والمعيّن يشير إلى البارز منها.
corridors-people = أشخاص في سنة
corridors-corridor = المسار
corridors-observed = المرصود
corridors-explained = المفسَّر
corridors-beyond = أكثر أو أقل
corridors-figure = { $middle } ({ $low } إلى { $high })
corridors-all = كل المسارات
corridors-at-origin = في المنشأ
corridors-at-destination = في الوجهة
corridors-partners = الشراكات
corridors-tied = { $tied } من { $pairs }
corridors-own = تقدير خاص
corridors-beside = { $count ->
        [zero] ليس بجانبه رقم آخر
        [one] بجانبه رقم آخر
        [two] بجانبه رقمان آخران
        [few] بجانبه { $count } أرقام أخرى
        [many] بجانبه { $count } رقماً آخر
       *[other] بجانبه { $count } رقم آخر
    }
corridors-nobody = لا أحد
corridors-nobody-reported = لم يبلّغ أحد
corridors-ends = من يعمل في الطرفين
corridors-ends-lead = في المنشأ: الوقاية، وحماية العائدين. وفي الوجهة: الحماية والملاحقة. ولا يُجمع الاثنان أبداً. تأتي البارزة أولاً، ثم ما لا أحد في أحد طرفيه.
corridors-initiatives = { $count ->
        [zero] لا مبادرة
        [one] مبادرة واحدة
        [two] مبادرتان
        [few] { $count } مبادرات
        [many] { $count } مبادرة
       *[other] { $count } مبادرة
    }
corridors-along = على امتداد المسار
corridors-undetermined = { $count ->
        [zero] كل المبادرات هناك تذكر محاورها.
        [one] مبادرة واحدة هناك لا تذكر محورها.
        [two] مبادرتان هناك لا تذكران محوريهما.
        [few] { $count } مبادرات هناك لا تذكر محاورها.
        [many] { $count } مبادرة هناك لا تذكر محاورها.
       *[other] { $count } مبادرة هناك لا تذكر محاورها.
    }
corridors-at-both = في الطرفين معاً:
corridors-should-know = واحد في كل طرف، ليسا شريكين، ويعملان للشكل نفسه أو ربما:
corridors-form-unstated = أحدهما لا يذكر أشكاله
corridors-what-explains = ما يفسر التدفقات
corridors-mean-alone = لا شيء: يوضع كل مسار بجانب متوسطها جميعاً.
corridors-distance = المسافة
corridors-doubled = حيث تتضاعف تصير التدفقات { $factor } مما كانت (90 %: { $low } إلى { $high }).
corridors-one-more = مع كل وحدة إضافية تصير التدفقات { $factor } مما كانت (90 %: { $low } إلى { $high }).
covariate-push = للمنشأ
covariate-pull = للوجهة
covariate-pair = للاثنين معاً
corridors-fitted = قُدِّر من { $count } من المسارات؛ وتتفاوت التدفقات { $dispersion } أضعاف تفاوت الأعداد. وقد يكون { $rate } من البارزة كذلك بالمصادفة.
corridors-table = العوامل من الملف { $file }.
corridors-figures-left = { $count } من الأرقام على المسارات لا تُستعمل هنا: { $forms } لأشكال أخرى، و{ $populations } لجزء من الناس، و{ $quantities } لكميات أخرى، و{ $periods } ليست لسنة بدأت، و{ $unbounded } بلا حد أعلى، و{ $ends } على طرق إلى جزء من المكان نفسه.
corridors-file = أحضر جدول عوامل
corridors-file-hint = ملف XLSX أو ODS أو CSV بالأعمدة covariate وorigin وdestination وvalue وscale. الصف الذي يذكر المنشأ وحده يقول ما يدفع، والذي يذكر الوجهة وحدها يقول ما يجذب، والذي يذكرهما يقول شيئاً عن الاثنين؛ وscale هو linear أو log. ما يقال عن بلد يصح على أجزائه. يُحفظ لك وحدك اثنتي عشرة ساعة، ولا يُعلن منه شيء.
corridors-bring = اقرأ الجدول
corridors-without-table = من دون الجدول
corridors-no-file = لم يُختر ملف.
    .hint = اختر أولاً جدول عوامل.
corridors-flows-come = تدخل التدفقات بجدول أعمدته origin وdestination وpeople وyear وsource، وقد يكون فيه low وhigh وlevel وform وmethod.

meaning-flow-people = المنقولون
meaning-flow-low = الحد الأدنى
meaning-flow-high = الحد الأعلى
meaning-flow-level = مستوى الحدين
meaning-flow-year = سنة التدفق
meaning-flow-form = شكل الاستغلال
meaning-flow-source = مصدر التدفق
meaning-flow-method = كيف عُدّ التدفق
new-flows = تدفقات جديدة
changed-flows = تدفقات تغيرت
quantity-people-moved = المنقولون على مسار في سنة
method-survey = مسح
method-case-statistics = إحصاءات الضحايا الذين جرى التعرف عليهم

refusal-secretariat-ends-not-apart = المنشأ والوجهة مكان واحد، أو أحدهما داخل الآخر.
    .hint = اذكر مكانين منفصلين.
refusal-secretariat-corridor-too-long = رمزا الطرفين معاً أطول مما يصلح.
    .hint = أعطِ المكانين رمزين أقصر.
refusal-secretariat-not-a-year = «{ $text }» ليست سنة.
    .hint = اكتب سنة من أربعة أرقام.
refusal-secretariat-not-a-level = «{ $text }» ليس مستوى مجال.
    .hint = اكتب حصة بين 0 و1، مثل 0.95.
refusal-secretariat-limits-of-flow = «{ $text }» لا يتفق مع عدد الناس { $allowed } في هذا الصف.
    .hint = اكتب الحدين معاً أو لا تكتب أياً منهما، وبينهما عدد واحد من الناس.
refusal-secretariat-flow-twice = الصف { $first } يقول ذلك من قبل: المسار نفسه والسنة والشكل والمصدر.
    .hint = أبقِ أحد الاثنين، أو اذكر مصدراً آخر.
refusal-secretariat-flows-in-table = لجدول التدفقات من 1 إلى { $most } صف، ولهذا { $count }.
    .hint = اكتب صفاً لكل رقم.
refusal-secretariat-covariates-in-table = في الجدول { $count }، ويُقرأ من 1 إلى { $most }.
    .hint = يُقرأ 100,000 صف و20 عاملاً على الأكثر.
refusal-secretariat-no-logarithm = «{ $text }» ليس رقماً محدوداً، أو لا لوغاريتم له.
    .hint = اكتب رقماً فوق الصفر، أو linear مقياساً.
refusal-secretariat-covariate-differs = الصف { $first } يقول غير ذلك عن هذا العامل.
    .hint = العامل للمنشأ أو للوجهة أو لكليهما في كل صفوفه، وبمقياس واحد.
refusal-secretariat-covariate-twice = الصف { $first } يذكر القيمة نفسها من قبل.
    .hint = أبقِ أحد الصفين.
refusal-secretariat-covariate-without-value = ليس للعامل «{ $covariate }» قيمة على المسار { $corridor }.
    .hint = اذكرها لهذين المكانين أو لما يضمهما، أو اترك العامل. والمسافة معروفة حيث لكل من المكانين نقطة.
refusal-secretariat-corridors-told = لا يمكن عرض { $count } من المسارات معاً.
    .hint = اطلب من 1 إلى { $most }.
