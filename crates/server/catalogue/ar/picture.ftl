# أسئلة الصورة المشتركة: الفجوات والتناسب والتغيّر والصمت ومن يُسأل.

since-day = من نهاية يوم
until-day = إلى نهاية يوم
rule-since = التوزيع في اليوم الأول
rule-until = التوزيع في اليوم الأخير
rule-by-need = بنسبة الاحتياج
rule-uniform = بالتساوي
since-you-looked = منذ اطلاعك الأخير في { $day }.
between-days = من { $since } إلى { $until }.
statements-made = { $count ->
        [zero] لم تُذكر أي إفادة.
        [one] ذُكرت إفادة واحدة.
        [two] ذُكرت إفادتان.
        [few] ذُكرت { $count } إفادات.
        [many] ذُكرت { $count } إفادة.
       *[other] ذُكرت { $count } إفادة.
    }
i-have-seen-this = اطّلعتُ على هذا
confirmed-count = { $count ->
        [zero] لم تُؤكَّد أي قدرة.
        [one] أُكّدت قدرة واحدة.
        [two] أُكّدت قدرتان.
        [few] أُكّدت { $count } قدرات.
        [many] أُكّدت { $count } قدرة.
       *[other] أُكّدت { $count } قدرة.
    }
reported-count = { $count ->
        [zero] لم تُبلغ أي منظمة.
        [one] أبلغت منظمة واحدة.
        [two] أبلغت منظمتان.
        [few] أبلغت { $count } منظمات.
        [many] أبلغت { $count } منظمة.
       *[other] أبلغت { $count } منظمة.
    }
who-is-silent = من الصامت
needs-stated-count = { $count ->
        [zero] لم يُذكر أي احتياج.
        [one] ذُكر احتياج واحد أو أُعيد ذكره.
        [two] ذُكر احتياجان أو أُعيد ذكرهما.
        [few] ذُكرت { $count } احتياجات أو أُعيد ذكرها.
        [many] ذُكر { $count } احتياجاً أو أُعيد ذكره.
       *[other] ذُكر { $count } احتياجاً أو أُعيد ذكره.
    }
needs-gone-count = { $count ->
        [zero] سُحب { $count } احتياجاً.
        [one] سُحب احتياج واحد.
        [two] سُحب احتياجان.
        [few] سُحبت { $count } احتياجات.
        [many] سُحب { $count } احتياجاً.
       *[other] سُحب { $count } احتياجاً.
    }
estimates-count = { $count ->
        [zero] لم يُسجَّل أي تقدير.
        [one] سُجّل تقدير واحد.
        [two] سُجّل تقديران.
        [few] سُجّلت { $count } تقديرات.
        [many] سُجّل { $count } تقديراً.
       *[other] سُجّل { $count } تقديراً.
    }
published-count = { $count ->
        [zero] لم يُدرج أي رقم منشور.
        [one] أُدرج رقم منشور واحد.
        [two] أُدرج رقمان منشوران.
        [few] أُدرجت { $count } أرقام منشورة.
        [many] أُدرج { $count } رقماً منشوراً.
       *[other] أُدرج { $count } رقماً منشوراً.
    }
why-gaps-changed = لماذا تغيّرت الفجوات
changes-legend = الزائد يوسّع الفجوة والناقص يضيّقها. ومجموع الأسباب الأربعة هو التغير. تُعدّ في المحاور والجوانب أشياء مختلفة فلا تُجمع.
frame-then = الإطار كما كان معروفاً حينئذ
gap-before = الفجوة قبل
gap-after = الفجوة بعد
change = التغير
change-up = +{ $by }
change-down = −{ $by }
change-none = 0
by-cause-need = الاحتياج
by-cause-capacity = القدرة
by-cause-staleness = التقادم
by-cause-definition = التعريف
cells-that-changed-most = الخلايا الأكثر تغيراً
cells-left-out = { $count ->
        [zero] حُذفت { $count } خلية تغيّرت أقل.
        [one] حُذفت خلية واحدة تغيّرت أقل.
        [two] حُذفت خليتان تغيّرتا أقل.
        [few] حُذفت { $count } خلايا تغيّرت أقل.
        [many] حُذفت { $count } خلية تغيّرت أقل.
       *[other] حُذفت { $count } خلية تغيّرت أقل.
    }
begun = { $count ->
        [zero] بدأت { $count } مبادرة
        [one] بدأت مبادرة واحدة
        [two] بدأت مبادرتان
        [few] بدأت { $count } مبادرات
        [many] بدأت { $count } مبادرة
       *[other] بدأت { $count } مبادرة
    }
ended = { $count ->
        [zero] انتهت { $count } مبادرة
        [one] انتهت مبادرة واحدة
        [two] انتهت مبادرتان
        [few] انتهت { $count } مبادرات
        [many] انتهت { $count } مبادرة
       *[other] انتهت { $count } مبادرة
    }
described-anew = { $count ->
        [zero] أُعيد وصف { $count } مبادرة
        [one] أُعيد وصف مبادرة واحدة
        [two] أُعيد وصف مبادرتين
        [few] أُعيد وصف { $count } مبادرات
        [many] أُعيد وصف { $count } مبادرة
       *[other] أُعيد وصف { $count } مبادرة
    }
gone-stale = { $count ->
        [zero] تقادمت { $count } قدرة
        [one] تقادمت قدرة واحدة
        [two] تقادمت قدرتان
        [few] تقادمت { $count } قدرات
        [many] تقادمت { $count } قدرة
       *[other] تقادمت { $count } قدرة
    }
fell-silent = { $count ->
        [zero] صمتت { $count } منظمة
        [one] صمتت منظمة واحدة
        [two] صمتت منظمتان
        [few] صمتت { $count } منظمات
        [many] صمتت { $count } منظمة
       *[other] صمتت { $count } منظمة
    }
imports-count = { $count ->
        [zero] { $count } عملية استيراد
        [one] عملية استيراد واحدة
        [two] عمليتا استيراد
        [few] { $count } عمليات استيراد
        [many] { $count } عملية استيراد
       *[other] { $count } عملية استيراد
    }

silence-headings = لغة الجداول المرسلة
silence-window = من ذكر أو أكّد شيئاً في آخر { $days } يوماً فقد أبلغ.
silence-legend = الوزن: حصة الصورة التي يكشفها الجواب. يأتي أولاً من كان جوابه أكثر دلالة.
silent-organisations = { $count ->
        [zero] لا منظمة صامتة
        [one] منظمة صامتة واحدة
        [two] منظمتان صامتتان
        [few] { $count } منظمات صامتة
        [many] { $count } منظمة صامتة
       *[other] { $count } منظمة صامتة
    }
silent-places = { $count ->
        [zero] أبلغ الجميع من كل مكان
        [one] مكان واحد لم يُبلغ منه الجميع
        [two] مكانان لم يُبلغ منهما الجميع
        [few] { $count } أماكن لم يُبلغ منها الجميع
        [many] { $count } مكاناً لم يُبلغ منه الجميع
       *[other] { $count } مكاناً لم يُبلغ منه الجميع
    }
weight = الوزن
weight-unknown = غير المعروف من الصورة
table-to-send = جدولهم
nobody-expected = لا يُتوقع إبلاغ من أحد
places-left-out-here = { $count ->
        [zero] حُذف { $count } مكاناً أقل وزناً. وهي في ملف JSON.
        [one] حُذف مكان واحد أقل وزناً. وهو في ملف JSON.
        [two] حُذف مكانان أقل وزناً. وهما في ملف JSON.
        [few] حُذفت { $count } أماكن أقل وزناً. وهي في ملف JSON.
        [many] حُذف { $count } مكاناً أقل وزناً. وهي في ملف JSON.
       *[other] حُذف { $count } مكاناً أقل وزناً. وهي في ملف JSON.
    }

needs-in-state = { $count ->
        [zero] احتياج
        [one] احتياج
        [two] احتياجان
        [few] احتياجات
        [many] احتياجاً
       *[other] احتياج
    }
gaps-legend = الحصة: من الفجوة المتوقعة للمحور والجانب نفسيهما هنا؛ فهي تعدّ أشياء مختلفة ولا تُجمع. الحصص الكبرى أولاً.
knowledge-help = لا أحد هناك، أم لم يُبلغ أحد
open-needs = { $count ->
        [zero] لا احتياج يُرجَّح أنه مفتوح
        [one] احتياج واحد يُرجَّح أنه مفتوح
        [two] احتياجان يُرجَّح أنهما مفتوحان
        [few] { $count } احتياجات يُرجَّح أنها مفتوحة
        [many] { $count } احتياجاً يُرجَّح أنها مفتوحة
       *[other] { $count } احتياج يُرجَّح أنها مفتوحة
    }
share-of-gap = الحصة من الفجوة

proportion-lead = هل يُخدم الطلب والعرض، والاستغلال الجنسي واستغلال العمل، كلٌّ بقدر احتياجه؟
proportion-legend = المغطّى: حصة كلٍّ من احتياجه هو. والفرق الأقل من { $tolerance } يُعدّ تناسباً. وما لم يُذكر قد يعود إلى أيٍّ منها؛ فالحكم قائم كيفما تبيّن.
side-and-forms = الجانب والأشكال
share-of-need = الحصة من الاحتياج
share-of-response = الحصة من الاستجابة
covered = المغطّى
verdict = الحكم
share-with-interval = { $middle } ({ $low }–{ $high })
less-served-than = الأقل خدمة: { $less } مقارنةً بـ { $more }، باحتمال { $probability }.
evenness-even = متناسب.
evenness-likely-even = متناسب على الأرجح.
evenness-open = غير محسوم.
evenness-likely-uneven = غير متناسب على الأرجح.
evenness-uneven = غير متناسب.
without-form = { $share } من الاستجابة لا يذكر شكله
without-side = استجابة قدرها { $amount } لا تذكر جانبها.

ladder-lead = كم مما هو متاح يفيد أحداً في النهاية؟
ladder-legend = يقل ما يبقى من الاستجابة من درجة إلى درجة. يُملأ الشريط بقدر المؤكد، ويُخطَّط حيث لم يذكر أحد شيئاً. يذكر السجل ما هو متاح؛ وما يُعرف عن الدرجات الأخرى يُحضر جدولاً:
ladder-about = تبيّن الأشرطة حصة الاحتياج التي يغطيها ما يبقى في كل درجة؛ والمخطَّط ما لم يذكره أحد.
rung = الدرجة
rung-available = متاح
rung-reachable = يمكن الوصول إليه
rung-acceptable = مقبول
rung-contacted = على تواصل
rung-effective = يفيد في النهاية
rung-not-said = لم يُذكر: { $most } على الأكثر
rung-no-capacity = غير معروف: لا سعة مذكورة
rung-of-stated = { $share }، من السعات المذكورة
rung-between = من { $least } إلى { $most }
rung-lost = ما يُفقد في هذه الخطوة
rung-unknown = غير معروف
ladder-need = الاحتياج: نحو { $need }.
ladder-without-capacity = { $count ->
        [zero] كل المبادرات تذكر قدرتها
        [one] مبادرة واحدة لا تذكر قدرة وليست على أي درجة
        [two] مبادرتان لا تذكران قدرة وليستا على أي درجة
        [few] { $count } مبادرات لا تذكر قدرة وليست على أي درجة
        [many] { $count } مبادرة لا تذكر قدرة وليست على أي درجة
       *[other] { $count } مبادرة لا تذكر قدرة وليست على أي درجة
    }

ask-lead = أي جواب يجعل الفجوات أكثر يقيناً؟
ask-legend = في كل سطر: كم يقلّص الجواب ما لا يُعرف عن الفجوة، كحصة من تباينها. تعدّ المحاور والجوانب أشياء مختلفة فتبقى منفصلة.
gap-and-deviation = الفجوة المتوقعة { $gap }، بزيادة أو نقص { $deviation }.
no-answer-tells = لا يدل جواب واحد على الكثير.
ask-about = اسأل عن
takes-off = يقلّص
deviation-after = الزيادة أو النقص بعده
ask-need = الاحتياج في
ask-estimate = تقدير عدد الأشخاص
ask-organisation = ما لا يزال قائماً لدى
