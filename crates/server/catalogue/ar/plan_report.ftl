### تقرير الخطة.

plan-report-title = تقرير عن خطة
plan-report-of = التقرير
plan-report-rests = كما في { $day }، استناداً إلى أول { $statements } من إفادات السجل. واليوم نفسه والعدد نفسه يعطيان التقرير نفسه مرة أخرى.
plan-report-for-members = للأعضاء: يتضمن التزامات غير علنية.
plan-report-for-public = للجمهور: لا يتضمن إلا الالتزامات العلنية.
plan-report-version-adopted = النسخة { $number }، معتمدة، صدرت { $at }
plan-report-version-not-adopted = النسخة { $number }، غير معتمدة، صدرت { $at }
plan-report-of-standing = { $standing }: { $count }
plan-report-measure = { $text }: { $figure } { $unit } بحلول { $day }.
plan-report-figure-evidenced = { $figure } في { $day }، وهو رقم يمكن التحقق منه.
plan-report-figure-claimed = { $figure } في { $day }، وهو رقم معلن بلا دليل.
plan-report-last-claim = { $day }: { $text } الأدلة: { $evidence }، ويمكن التحقق من: { $checked }.
plan-report-last-review = { $day }، { $reviewer }: { $text }
plan-report-dropped = نحو إجراءات لم تعد في هذه النسخة
plan-report-without-note = قد تكون منظمات التزمت بما ليس علنياً.
plan-report-how = كيف يُقرأ التقرير
plan-report-files = على شكل ملف
plan-report-as-html = ملف HTML واحد للإرسال أو الطباعة
plan-report-as-xlsx = مصنف جداول (XLSX)
plan-report-as-xml = ملف أنشطة IATI ‏(XML)
plan-report-public-part = ما يجوز للجمهور الاطلاع عليه
plan-report-reporter = معرف الناشر في IATI
plan-report-reporter-hint = مثل XM-DAC-41127. يتضمن الملف الالتزامات العلنية التي لها مؤشر، والأرقام التي يمكن التحقق منها.

## العناوين

plan-report-sheet-report = التقرير
plan-report-sheet-commitments = الالتزامات
plan-report-sheet-without = بلا التزام
plan-report-sheet-withdrawn = ما سُحب
plan-report-sheet-recommendations = التوصيات
plan-report-what = البند
plan-report-value = القيمة
plan-report-plan = الخطة
plan-report-version = النسخة
plan-report-digest = بصمة النص
plan-report-day = كما في
plan-report-statements = إفادات السجل
plan-report-readers = موجه إلى
plan-report-members = الأعضاء
plan-report-public = الجمهور
plan-report-generated = هذه البيانات مولدة. لا وجود لأي شخص أو منظمة أو مكان فيها.
plan-report-actions = الإجراءات
plan-report-actions-without = إجراءات لم يلتزم أحد بشيء نحوها
plan-report-actions-without-public = إجراءات بلا التزام علني
plan-report-commitments = الالتزامات
plan-report-postponed = ما أُجّل
plan-report-withdrawn = ما سُحب
plan-report-action = الإجراء
plan-report-action-text = ما يطلبه الإجراء
plan-report-objective = الهدف
plan-report-commitment = الالتزام
plan-report-identifier = المعرف
plan-report-maker = صاحب الالتزام
plan-report-made = يوم الالتزام
plan-report-due = آخر يوم
plan-report-means = الوسائل
plan-report-indicator = المؤشر
plan-report-unit = الوحدة
plan-report-target = الرقم المنشود
plan-report-target-day = موعد بلوغه
plan-report-figure = آخر رقم معلن
plan-report-figure-day = يوم ذلك الرقم
plan-report-standing = الوضع
plan-report-light = الإشارة
plan-report-light-reason = سبب الإشارة
plan-report-claimed = المعلن
plan-report-evidenced = المثبت
plan-report-reviewed = المراجَع
plan-report-days-late = أيام التأخر
plan-report-days-postponed = أيام التأجيل
plan-report-postponed-why = سبب نقل آخر يوم
plan-report-withdrawn-on = يوم السحب
plan-report-withdrawn-why = السبب
plan-report-mechanism = الآلية
plan-report-document = الوثيقة
plan-report-year = السنة
plan-report-recommendation = التوصية
plan-report-response = الرد
plan-report-answering = الإجراءات المجيبة عنها

plan-report-mechanism-upr = الاستعراض الدوري الشامل
plan-report-mechanism-greta = فريق الخبراء GRETA
plan-report-mechanism-tip-report = تقرير الاتجار بالأشخاص
plan-report-mechanism-untoc = استعراض اتفاقية مكافحة الجريمة المنظمة عبر الوطنية
plan-report-mechanism-other = آلية أخرى
plan-report-response-accepted = مقبولة
plan-report-response-noted = أُحيط بها علماً
plan-report-response-none = بلا رد

refusal-secretariat-plan-not-adopted = لم يعتمد أحد هذه الخطة بعد: { $text }.
    .hint = يطلع الجمهور على الخطة متى اعتمدها قرار. أما الأعضاء فيطلعون على تقريرها قبل ذلك.
fact-field-statements = الإفادات
fact-field-report = التقرير
fact-field-reporter = معرف الناشر
fact-rule-there-are-not-so-many-statements = ليس في السجل هذا العدد من الإفادات
fact-rule-what-is-published-is-public = ما يُنشر يكون علنياً
fact-rule-an-identifier-has-letters-digits-and-signs = يتألف المعرف من حروف لاتينية وأرقام وشرطات ونقاط ونقطتين رأسيتين، 100 على الأكثر

help-plan-report = تقرير عن خطة
    .text =
        يبين تقرير الخطة، لكل إجراء من النسخة النافذة، ما تم الالتزام به ومن التزم به ومتى ينتهي وبأي وسائل؛ ووضع كل التزام، وإشارته مع القاعدة والسبب، وما أُعلن وما أُثبت بدليل وما روجع، جنباً إلى جنب. ويعدّ الإشارات، ويبين كم يوماً نُقل آخر يوم ولماذا، وما سُحب مع السبب، والإجراءات التي لم يلتزم أحد بشيء نحوها، والتوصيات التي تجيب عنها الخطة.
        ويذكر بصمة نص الخطة، واليوم الذي جرى الحكم فيه، وعدد الإفادات التي يستند إليها. وباليوم نفسه والعدد نفسه يستخرج كل من يحق له الاطلاع على الخطة التقرير نفسه مرة أخرى.
        يطلع الأعضاء عليه كله. ويطلع الجمهور على الخطط المعتمدة والالتزامات العلنية اليوم، والأعداد في تقرير الجمهور هي أعداد هذه وحدها.
        وفي ملف IATI تكون التزامات المنظمة التي لها مؤشر نتائجَ لنشاط واحد. والرقم المتحقق هو رقم آخر إعلان يمكن التحقق منه، والإعلان بلا دليل ليس رقماً متحققاً. وما لم يذكره أحد من أنواع وبلدان ومعرفات يُترك، ونوع النتيجة 9 (أخرى).
