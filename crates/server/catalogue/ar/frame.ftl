# الإطار وخلاياه والمصفوفة والاحتياجات والتقديرات.

frame = الإطار
cell = خلية
frame-title = المحاور والجوانب والأشكال
pillar-and-side = المحور والجانب
empty-title = لم يُذكر شيء بعد.
empty-lead = ابدأ بجدول لديك: من يفعل ماذا وأين، أو الاحتياجات.
everywhere = كل الأماكن
place = المكان
day = اليوم
rests-on = يستند إلى
all-statements = كل ما ذُكر حتى الآن
statements-by-then = ما كان قد ذُكر حتى ذلك اليوم
as-known = كما كان معروفاً في { $day }، من أول { $size } إفادة.
what-changed-since = ما تغيّر منذ ذلك الحين
parts = أجزاؤه
corridors = المسارات
state = الحالة

need = الاحتياج
response = الاستجابة
expected-gap = الفجوة المتوقعة
need-unknown = الاحتياج غير معروف
interval-in-doubt = مع الشك في القدرات: من { $low } إلى { $high }
interval-90 = مجال 90 %: من { $low } إلى { $high }
no-interval = لم يُذكر عدم يقين
without-capacity = { $count ->
        [zero] كلها تذكر قدرتها
        [one] واحدة منها لا تذكر قدرة
        [two] اثنتان منها لا تذكران قدرة
        [few] { $count } منها لا تذكر قدرة
        [many] { $count } منها لا تذكر قدرة
       *[other] { $count } منها لا تذكر قدرة
    }
may-be-here = { $count ->
        [zero] لا مبادرة أخرى قد تكون هنا
        [one] مبادرة واحدة قد تكون هنا ولا تذكر ذلك
        [two] مبادرتان قد تكونان هنا ولا تذكران ذلك
        [few] { $count } مبادرات قد تكون هنا ولا تذكر ذلك
        [many] { $count } مبادرة قد تكون هنا ولا تذكر ذلك
       *[other] { $count } مبادرة قد تكون هنا ولا تذكر ذلك
    }
gap-about = ينقص نحو { $gap }
gap-none = لا ينقص شيء
in-brackets = ({ $low }–{ $high })
by-organisations = { $count ->
        [zero] بلا منظمات
        [one] من منظمة واحدة
        [two] من منظمتين
        [few] من { $count } منظمات
        [many] من { $count } منظمة
       *[other] من { $count } منظمة
    }
beside-title = { $count ->
        [zero] لا خلايا ناقصة الذكر
        [one] خلية واحدة غير مذكورة بالكامل
        [two] خليتان غير مذكورتين بالكامل
        [few] { $count } خلايا غير مذكورة بالكامل
        [many] { $count } خلية غير مذكورة بالكامل
       *[other] { $count } خلية غير مذكورة بالكامل
    }
by-rule = موزّع بقاعدة
by-rule-hint = من الاستجابة لم يُصرَّح به لخلاياه
no-capacity-stated = لم تُذكر أي قدرة
reporting = الإبلاغ
reported-of = { $reported } من { $expected }
reported-of-long = أبلغت { $reported } من أصل { $expected } من المنظمات المتوقع إبلاغها
reporting-hint = من المنظمات المتوقعة أبلغت خلال نصف سنة
initiatives-of-organisations = { $initiatives ->
        [zero] لا مبادرات
        [one] مبادرة واحدة
        [two] مبادرتان
        [few] { $initiatives } مبادرات
        [many] { $initiatives } مبادرة
       *[other] { $initiatives } مبادرة
    } { $organisations ->
        [zero] بلا منظمات
        [one] من منظمة واحدة
        [two] من منظمتين
        [few] من { $organisations } منظمات
        [many] من { $organisations } منظمة
       *[other] من { $organisations } منظمة
    }
frame-legend = بين قوسين: المجال الذي يضم 90 %. الشريط هو الاحتياج، والخط مجاله، والعلامة القائمة هي الاستجابة. ▲ فجوة مؤكدة، △ فجوة مرجّحة، ◇ غير محسوم، ▽ تلبية مرجّحة، ▼ ملبّاة. المظلّل بخطوط: لم يُبلغ أحد. الإطار المتقطع: لا أحد هناك.
frame-help = معنى الأرقام
message = الفجوة المتوقعة { $gap } (مجال 90 %: من { $low } إلى { $high })، الاحتياج { $need }، الاستجابة { $response }؛ { $certainty }؛ { $state }
message-no-need = الاحتياج غير معروف، الاستجابة { $response }؛ { $state }

map-title = الفجوات بحسب المكان
map-description = أماكن مظلّلة بحسب فجوتها المتوقعة. الأماكن المخططة هي التي لم يُبلغ منها أحد.
map-no-gap = لا فجوة
map-up-to = حتى { $limit }
no-parts = لا توجد هنا أماكن أصغر مصرّح بها.
places-table = جدول الأماكن
places-left-out = { $count ->
        [zero] لم يُترك أي مكان.
        [one] تُرك مكان واحد فجوته أصغر، وهو في المصفوفة.
        [two] تُرك مكانان فجوتهما أصغر، وهما في المصفوفة.
        [few] تُركت { $count } أماكن فجواتها أصغر، وهي في المصفوفة.
        [many] تُرك { $count } مكاناً فجواتها أصغر، وهي في المصفوفة.
       *[other] تُرك { $count } مكان فجواتها أصغر، وهي في المصفوفة.
    }

published-title = أرقام منشورة
published-article = مقال 2008
published-newer = أرقام أحدث
figure = الرقم
quantity = ما جرى عدّه
method = الطريقة
source = المصدر
people = الأشخاص
quantity-victims = ضحايا الاتجار بالبشر
quantity-profits = أرباح الاستغلال في سنة
quantity-women-and-girls = النساء والفتيات بينهم
quantity-children = الأطفال المتجر بهم في سنة
quantity-forced-labour = أشخاص في العمل القسري
quantity-forced-labour-private = أشخاص في استغلال العمل القسري لدى جهات خاصة
quantity-forced-sexual = أشخاص في الاستغلال الجنسي التجاري القسري
quantity-forced-marriage = أشخاص في زواج قسري
quantity-modern-slavery = أشخاص في الرق الحديث
method-range-of-the-counts-that-the-article-compares = مدى الأعداد التي يقارنها المقال
method-profit-per-victim-times-victims-trafficked-people-only = الربح لكل ضحية مضروباً في عدد الضحايا، للمتجر بهم فقط
method-share-among-victims = النسبة بين الضحايا
method-count-of-children-trafficked-in-a-year = عدد الأطفال المتجر بهم في سنة
method-capture-recapture-of-reported-cases = الالتقاط وإعادة الالتقاط للحالات المبلّغ عنها
method-profit-per-victim-times-victims-by-sector-and-region = الربح لكل ضحية مضروباً في عدد الضحايا، بحسب القطاع والإقليم
method-household-surveys-case-data-and-secondary-sources = مسوح أسرية وبيانات حالات ومصادر ثانوية
method-68-national-household-surveys-of-2017-to-2021 = 68 مسحاً أسرياً وطنياً من 2017 إلى 2021
method-survey-totals-times-the-sexual-to-labour-ratio-of-case-data = مجاميع المسوح مضروبة في نسبة الجنسي إلى العمل في بيانات الحالات
method-75-household-surveys = 75 مسحاً أسرياً
method-share-in-modern-slavery = النسبة في الرق الحديث
estimates-lead = تعدّ أرقام المصادر المختلفة أشخاصاً مختلفين. وهي تُعرض جنباً إلى جنب ولا تُدمج أبداً.
own-estimates = تقديرات هذا التحالف
plot-title = أعداد الأشخاص جنباً إلى جنب
plot-description = كل صف رقم واحد لأشخاص مع مجاله. والمعيّنات هي تقديرات هذا التحالف.
lists = القوائم
model = النموذج
observed = { $count ->
        [zero] لا أحد على أي قائمة
        [one] شخص واحد على إحدى القوائم
        [two] شخصان على القوائم
        [few] { $count } أشخاص على القوائم
        [many] { $count } شخصاً على القوائم
       *[other] { $count } شخص على القوائم
    }

nobody-in-cell = لم تذكر أي منظمة شيئاً لهذه الخلية.
needs-behind = { $count ->
        [zero] لا احتياج في هذه الخلية
        [one] احتياج واحد في هذه الخلية
        [two] احتياجان في هذه الخلية
        [few] { $count } احتياجات في هذه الخلية
        [many] { $count } احتياجاً في هذه الخلية
       *[other] { $count } احتياج في هذه الخلية
    }
effective-supply = العرض الفعلي
share-here = الحصة هنا
freshness = الحداثة
reliability = الموثوقية
no-record = بلا سجل
wider = مصرّح به لمكان أوسع
contribution-hint = العرض الفعلي هو القدرة مضروبة في الحصة هنا ثم في الحداثة ثم في الموثوقية.
how-computed = كيف يُحسب هذا

rows = الصفوف
columns = الأعمدة
axis-place = الأماكن
axis-pillar = المحاور
axis-side = الجوانب
axis-group = مجموعات الأشكال
axis-form = الأشكال
axis-sector = القطاعات
axis-whole = الكل
matrix-legend = بالخط العريض: الفجوة المتوقعة مع درجة يقينها. وتحتها: الاستجابة / الاحتياج.
rows-left-out = { $count ->
        [zero] لم يُترك أي صف.
        [one] تُرك صف واحد، وهو في ملف CSV.
        [two] تُرك صفان، وهما في ملف CSV.
        [few] تُركت { $count } صفوف، وهي في ملف CSV.
        [many] تُرك { $count } صفاً، وهي في ملف CSV.
       *[other] تُرك { $count } صف، وهي في ملف CSV.
    }

need-title = احتياج
needs-found = { $count ->
        [zero] لا احتياج مصرّحاً به هنا.
        [one] احتياج واحد.
        [two] احتياجان.
        [few] { $count } احتياجات.
        [many] { $count } احتياجاً.
       *[other] { $count } احتياج.
    }
basis = الأساس
basis-people = عدد من جدول احتياجات: { $count }
basis-interval = رقم مع مجال: { $interval }
basis-estimate = تقدير لهذا التحالف مضروب في { $per } من وحدات الاستجابة للشخص في السنة
basis-published = تقدير منشور مضروب في { $per } من وحدات الاستجابة للشخص في السنة
estimate-under = التقدير
