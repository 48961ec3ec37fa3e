# التداخل: من يفعل الشيء نفسه، وما يبدو أنه أُدخل مرتين.

nav-overlap = التداخل
overlap-lead = أي المنظمات تفعل الشيء نفسه، وأين يزيد ذلك على الحاجة. للمحاور والجوانب وحدات مختلفة ولا تُجمع أبداً. ليس عيباً أن يخدم عدة أطراف احتياجاً واحداً ما دام هناك من لا تصله الخدمة.
overlap-redundant = الفائض
overlap-in-pairs = منه { $pairs } بين أزواج؛ و{ $reserve } احتياطي لاحتياج أعلى
overlap-shared-cells = الخلايا المشتركة
overlap-useful-cells = { $count ->
        [zero] لا خلية منها فيها من لا تصله الخدمة
        [one] في واحدة منها من لا تصله الخدمة
        [two] في اثنتين منها من لا تصله الخدمة
        [few] في { $count } منها من لا تصله الخدمة
        [many] في { $count } منها من لا تصله الخدمة
       *[other] في { $count } منها من لا تصله الخدمة
    }
overlap-alike = درجة التشابه { $likeness }.
overlap-not-alike = لا تذكر أي منهما قدرة.
overlap-pair-redundant = تفعل كلتاهما { $shared }؛ ونصيبهما من الفائض { $redundant }.
overlap-pair-reserve = من ذلك { $reserve } احتياطي حيث قد يبقى في حالات قليلة من لا تصله الخدمة.
overlap-pair-useful = مما تفعله كلتاهما يقع { $useful } حيث لا تصل الخدمة إلى الجميع، وليس ذلك عيباً هناك.
overlap-all = الكل
overlap-kind = معناه
overlap-by-rule = { $share } بقاعدة
overlap-cells-left = { $count ->
        [zero] لا خلايا أخرى.
        [one] خلية أخرى واحدة في ملف البرامج.
        [two] خليتان أخريان في ملف البرامج.
        [few] { $count } خلايا أخرى. في ملف البرامج أثقلها وزناً.
        [many] { $count } خلية أخرى. في ملف البرامج أثقلها وزناً.
       *[other] { $count } خلية أخرى. في ملف البرامج أثقلها وزناً.
    }
overlap-pairs-left = { $count ->
        [zero] لا أزواج أخرى.
        [one] زوج آخر واحد في ملف البرامج.
        [two] زوجان آخران في ملف البرامج.
        [few] { $count } أزواج أخرى. في ملف البرامج أثقلها وزناً.
        [many] { $count } زوجاً آخر. في ملف البرامج أثقلها وزناً.
       *[other] { $count } زوج آخر. في ملف البرامج أثقلها وزناً.
    }
doubling-redundant = فائض: تصل الخدمة إلى الجميع، ويمكن نقل جزء منه إلى مكان آخر
doubling-reserve = احتياطي لاحتياج أعلى من المرجّح
doubling-useful = مفيد: ما زال هناك من لا تصله الخدمة
doubling-enough = كافٍ
overlap-twice = يبدو أنه أُدخل مرتين
overlap-twice-lead = مبادرات لمنظمة واحدة تصرّح بالشيء نفسه وتجري في الوقت نفسه وعناوينها متشابهة. لا يُدمج شيء تلقائياً: انظر إلى كلتيهما، ثم غيّر إحداهما أو اسحبها.
overlap-twice-none = لا شيء يبدو أنه أُدخل مرتين.
overlap-first = مبادرة
overlap-second = المبادرة الأخرى
overlap-why = السبب
overlap-twice-by-capacity = تشابه ما تصرّحان به { $likeness } بحسب القدرة، وتشابه عنوانيهما { $titles }؛ تجريان معاً: { $days }.
overlap-twice-by-cells = تشابه ما تصرّحان به { $likeness } بحسب الخلايا، وتشابه عنوانيهما { $titles }؛ تجريان معاً: { $days }.
overlap-twice-words = كلمات في أحد العنوانين فقط: { $words }.
overlap-twice-names = هما لمنظمتين تحملان الاسم نفسه.
