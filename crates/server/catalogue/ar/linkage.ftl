# لماذا لم تُربط القوائم أو تُرمَّز أو تُعدّ. ولكل نص إرشاد: ما الذي يمكن فعله.

# قوائم غير مرمَّزة.

refusal-linkage-nothing-in-common = لا يقول أي عمود الشيء نفسه في قائمتين.
    .hint = اذكر معنى الأعمدة بصيغة HEADING=FIELD. تحتاج القائمتان إلى اسم أو ميلاد أو رقم مشترك.
refusal-linkage-too-many-records = في القوائم معاً سجلات أكثر مما يمكن مقارنته دفعة واحدة.
    .hint = خذ فترة أقصر أو مكاناً أصغر.
refusal-linkage-nothing-tells-apart = ما تشترك فيه القوائم واحد عند كثير من الناس، فلا يميّز بين السجلات وعددها { $records }.
    .hint = أضف أعمدة تقول من هو الشخص، مثل تاريخ الميلاد أو المكان أو رقم. وتحقّق مما فُهمت به الأعمدة.
refusal-linkage-training-failed = كثيراً ما يختلف الجنس في أزواج عُدّت شخصاً واحداً، فما جرى تعلّمه لا يقول من هو من.
    .hint = تحقّق من أعمدة الجنس والأسماء واذكر معناها. لم يُربط شيء.
refusal-linkage-interrupted = أُنهي العمل قبل تمامه.
    .hint = اسأل من جديد ودعه يبلغ نهايته.
refusal-linkage-sex-disagrees = يختلف الجنس في أزواج تُعدّ شخصاً واحداً أكثر مما يُسجَّل خطأً.
    .hint = تحقّق من أعمدة الجنس، وانظر في بعض الأزواج قبل استعمال الربط.
refusal-linkage-blocking-misses = هناك على الأرجح أزواج كثيرة من سجلات شخص واحد لم تُقارن قط، لأن المشترك بينها قليل.
    .hint = يفوت الربط هؤلاء الناس، فيميل التقدير المبني عليه إلى الزيادة. أضف أعمدة، أو صحّح ما كثرت فيه الفراغات.
refusal-linkage-unchecked-odds = الروابط أقل من أن يُمتحن بعضها ببعض: الثقة بها تقوم على النموذج وحده.
    .hint = انظر بنفسك في بعض الأزواج قبل استعمال الربط.

# من هو من، وكم عددهم.

refusal-linkage-too-many-lists = عدد القوائم { $lists }، وهو أكثر مما يمكن ربطه دفعة واحدة.
    .hint = اضمم القوائم التي تُحفظ معاً، أو اترك بعضها.
refusal-linkage-too-many-lists-to-count = عدد القوائم { $lists }، وهو أكثر مما يمكن عدّ الناس فيه.
    .hint = اضمم القوائم التي تُحفظ معاً، أو اترك بعضها.
refusal-linkage-clean-for-other-lists = عدد القوائم { $lists }، وقيل عن عدد آخر منها هل يتكرر فيها أحد.
    .hint = قل ذلك عن كل قائمة مرة واحدة.
refusal-linkage-no-such-record = يذكر زوج أو قرار سجلاً ليس في أي قائمة.
    .hint = استعمل أزواجاً وقرارات أُخذت من هذه القوائم نفسها.
refusal-linkage-not-a-scored-pair = لا يذكر أحد الأزواج سجلين بالترتيب، أو لا يقول ما احتمال أن يكونا شخصاً واحداً.
    .hint = قارن القوائم من جديد.
refusal-linkage-partition-setting = إعداد من إعدادات الربط خارج مجاله.
    .hint = استعمل الإعدادات المعتادة.
refusal-linkage-decisions-contradict = تقرّر أن سجلين لشخصين، وتقرّر عبر قرارات أخرى أنهما لشخص واحد.
    .hint = انظر في هذه القرارات من جديد وتراجع عن واحد منها.
refusal-linkage-decision-against-clean-list = تقرّر أن سجلين من قائمة لا يتكرر فيها أحد لشخص واحد.
    .hint = تراجع عن القرار، أو لا تقل عن هذه القائمة إن أحداً لا يتكرر فيها.
refusal-linkage-other-records = لا يخص الربط السجلات نفسها التي في القوائم.
    .hint = اربط هذه القوائم من جديد.
refusal-linkage-no-such-list = ذُكرت سجلات مختلقة لقائمة غير موجودة.
    .hint = أحضر القوائم نفسها التي رُبطت.
refusal-linkage-more-decoys-than-people = ذُكر لإحدى القوائم من السجلات المختلقة أكثر ممن هم عليها وحدها. والسجل المختلق لا يطابق أحداً، فعددها خطأ أو الربط خطأ.
    .hint = اطلب ممن رمّز القائمة الملف كما كُتب، ثم اربط من جديد.

# صفوف من البتات.

refusal-linkage-different-lengths = يختلف طول الترميز بين القائمتين.
    .hint = قارن قوائم رُمّزت في جولة واحدة.
refusal-linkage-threshold-out-of-range = أدنى درجة تشابه طُلبت غير صالحة.
    .hint = اطلب درجة أكبر من 0 ولا تتجاوز 1.
refusal-linkage-too-many-rows = في إحدى القوائم صفوف أكثر مما يمكن ترقيمه.
    .hint = خذ فترة أقصر أو مكاناً أصغر.
refusal-linkage-rows-too-long = الترميز أطول مما يمكن مقارنته.
    .hint = أحضر ترميزاً جرى في جولة.
refusal-linkage-no-such-path = لا يستطيع هذا الحاسوب المقارنة بالطريقة المطلوبة.
    .hint = اترك الاختيار للبرنامج.
refusal-linkage-hashing-out-of-range = لا يمكن العثور على شيء بالبحث المطلوب.
    .hint = استعمل الإعدادات المعتادة.
refusal-linkage-recall-out-of-range = لا يمكن الوعد بالعثور على هذه الحصة من الأزواج.
    .hint = اطلب حصة أكبر من 0 وأقل من 1، مثل 0.99.
refusal-linkage-no-such-diffusion = لا يمكن خلط البتات بهذه الطريقة.
    .hint = استعمل إعدادات الجولة المعتادة.
refusal-linkage-no-matches = لا يكاد سجلان يتشابهان أكثر مما يتشابه غيرهما مصادفة، فلا يمكن القول إن أحداً على قائمتين.
    .hint = تحقّق من أن القوائم تخص المكان والفترة نفسيهما. والجولة التي حقولها أكثر تميّز بين الناس أفضل.
refusal-linkage-not-matches = ما عُدّ شخصاً واحداً لا يبدو كذلك: لكثير من السجلات نظائر عدة تساوي أفضلها.
    .hint = حقول الجولة واحدة عند كثير من الناس. افتح جولة حقولها أكثر ورمّز القوائم من جديد.

# الترميز.

refusal-linkage-encoding-setting = لا يمكن أن يكون في الجولة { $setting } بقيمة { $value }.
    .hint = اختر عدداً من { $low } إلى { $high }.
refusal-linkage-encoding-version = إعدادات الجولة من إصدار لا يعرفه هذا البرنامج.
    .hint = استعمل إصدار Concert الذي فُتحت به الجولة.
refusal-linkage-encoding-no-field = لا تقول حقول الجولة شيئاً عمن يكون الشخص.
    .hint = اختر حقولاً تميّز بين الناس، مثل الأسماء وتاريخ الميلاد.
refusal-linkage-encoding-no-column = ليس في القائمة أي حقل من حقول الجولة.
    .hint = اذكر معنى أعمدتها بصيغة HEADING=FIELD، أو افتح جولة بحقول موجودة في القائمة.
refusal-linkage-encoding-empty = لا أحد في القائمة.
    .hint = تحقّق من أن هذا هو الملف الصحيح.
refusal-linkage-encoding-ragged = عدد الصفوف في أحد الأعمدة غير عدد السجلات في القائمة.
    .hint = تحقّق من أن كل صف في القائمة كامل الخلايا، ثم رمّزها من جديد.
refusal-linkage-encoding-other-keys = تخص أجوبة حاملي المفتاح جولة أخرى أو إعدادات أخرى.
    .hint = اسأل حاملي المفتاح من جديد في هذه الجولة.
refusal-linkage-encoding-missing-keys = { $count ->
        [zero] لا جزء من السجلات بلا مفتاح.
        [one] جزء واحد من السجلات بلا مفتاح: سُئل حاملو المفتاح عن قائمة أخرى.
        [two] جزءان من السجلات بلا مفتاح: سُئل حاملو المفتاح عن قائمة أخرى.
        [few] { $count } أجزاء من السجلات بلا مفتاح: سُئل حاملو المفتاح عن قائمة أخرى.
        [many] { $count } جزءاً من السجلات بلا مفتاح: سُئل حاملو المفتاح عن قائمة أخرى.
       *[other] { $count } جزء من السجلات بلا مفتاح: سُئل حاملو المفتاح عن قائمة أخرى.
    }
    .hint = أحضر أجوبة عن طلب أُعدّ من هذه القائمة نفسها. وإن تغيّرت القائمة فاسأل من جديد.
refusal-linkage-encoding-other-round = رُمّزت القائمتان في جولتين مختلفتين.
    .hint = رمّز القائمتين في جولة واحدة.
refusal-linkage-encoding-other-settings = رُمّزت القائمتان بإعدادات مختلفة.
    .hint = رمّز القائمتين في جولة واحدة.
refusal-linkage-encoding-length = عدد البتات في الصف { $row } هو { $found } والمتوقع { $expected }.
    .hint = أحضر الملف كما كُتب عند ترميز القائمة في هذه الجولة.
refusal-linkage-encoding-not-base64 = لا يمكن قراءة الصف { $row } على أنه ترميز.
    .hint = أحضر الملف كما كُتب، من دون أن يغيّره برنامج آخر.
refusal-linkage-encoding-not-a-file = ليس هذا الملف قائمة مرمَّزة.
    .hint = أحضر الملف الذي كُتب عند ترميز القائمة.
refusal-linkage-encoding-ones = لا يمكن أن يكون الصف { $row } ترميزاً بإعدادات هذه الجولة.
    .hint = أحضر الملف كما كُتب عند ترميز القائمة في هذه الجولة.
refusal-linkage-encoding-text = يبدو الصف { $row } نصاً يستطيع أي أحد قراءته، لا ترميزاً.
    .hint = لا تمرّر هذا الملف إلى أحد. رمّز القائمة وأحضر الملف المرمَّز.
refusal-linkage-encoding-repeated = الصف { $row } هو نفسه الصف { $first }.
    .hint = إن أمكن أن يتكرر أحد في القائمة فرمّزها من جديد من دون القول إن أحداً لا يتكرر. وإلا فاسأل من أين جاء الملف.
refusal-linkage-encoding-too-many-decoys = المطلوب طرحه من السجلات المختلقة أكثر ممن هم على هذه القائمة وحدها.
    .hint = اطلب ممن رمّز القائمة الملف كما كُتب، ثم اربط من جديد.
refusal-linkage-too-revealing = من يهاجم هذا الملف يتعرّف فيه على أشخاص أكثر من المسموح به. لم يُكتب شيء.
    .hint = لا ترفع الحد للتخلص من هذا الرفض. افتح جولة بحقول أكثر أو كثافة أعلى أو خلط أكثر، ثم رمّز القائمة من جديد.
fact-setting-density = كثافة
fact-setting-diffusion = خلط للبتات
fact-setting-decoys = نسبة مئوية للسجلات المختلقة

# مفتاح الجولة.

refusal-linkage-round-terms = لا يمكن أن تحتاج جولة إلى { $needed } من حاملي المفتاح وعددهم { $holders }.
    .hint = ليكن المطلوب اثنين على الأقل، ولا أكثر من عدد الحاملين.
refusal-linkage-round-other = يخص هذا جولة أخرى.
    .hint = أحضر طلبات هذه الجولة وأجوبتها وحصصها.
refusal-linkage-round-not-a-holder = لا يحمل صاحب الرقم { $number } حصة هنا، أو هذا موجّه إلى حامل آخر.
    .hint = تحقّق ممن جاء هذا ولمن هو.
refusal-linkage-round-heard-before = هناك رسالتان من حامل المفتاح رقم { $number }، والمتوقع واحدة.
    .hint = أحضر رسالة واحدة من كل حامل.
refusal-linkage-round-too-few = وصلت رسائل من حاملي مفتاح عددهم { $found }، والمطلوب { $needed }.
    .hint = اسأل عدداً أكبر من الحاملين. ولا تُحسب لكل حامل إلا رسالة واحدة.
refusal-linkage-round-unreadable = لا يمكن قراءة رسالة حامل المفتاح رقم { $number }.
    .hint = اطلب منه إرسالها من جديد. ربما انقطع الملف في الطريق.
refusal-linkage-round-bad-contribution = { $number ->
        [zero] ما قدّمه أحد حاملي المفتاح لا يوافق ما التزم به.
        [one] ما قدّمه حامل المفتاح رقم { $number } لا يوافق ما التزم به.
        [two] ما قدّمه حامل المفتاح رقم { $number } لا يوافق ما التزم به.
        [few] ما قدّمه حامل المفتاح رقم { $number } لا يوافق ما التزم به.
        [many] ما قدّمه حامل المفتاح رقم { $number } لا يوافق ما التزم به.
       *[other] ما قدّمه حامل المفتاح رقم { $number } لا يوافق ما التزم به.
    }
    .hint = افتح الجولة من جديد. وإن تكرر ذلك فاسأل هذا الحامل عن السبب قبل استعمال الجولة.
refusal-linkage-round-saw-other = رأى حامل المفتاح رقم { $number } رسائل غير التي رآها الباقون، فلا مفتاح مشتركاً.
    .hint = افتح الجولة من جديد، واحرص على أن تصل الرسائل نفسها إلى الجميع.
refusal-linkage-round-damaged-request = الطلب تالف.
    .hint = اطلبه من جديد. ربما انقطع الملف أو تغيّر في الطريق.
refusal-linkage-round-answered-before = أُجيب عن هذا الطلب من قبل، ولا يُجاب عن طلب مرتين.
    .hint = استعمل الجواب الذي أُعطي حينها. وإن ضاع فأعدّ طلباً جديداً.
refusal-linkage-round-too-many-tokens = عدد أجزاء السجلات في الطلب { $asked }، وما بقي لهذا العضو في هذه الجولة { $left }.
    .hint = اسأل العضو لماذا يطلب هذا القدر. وإن كانت قائمته بهذا الطول فافتح جولة يُسمح فيها بأكثر.
refusal-linkage-round-other-request = جواب حامل المفتاح رقم { $number } عن طلب آخر.
    .hint = أحضر الجواب عن الطلب الذي أُعدّ من هذه القائمة.
refusal-linkage-round-truncated-answer = جواب حامل المفتاح رقم { $number } ناقص.
    .hint = اطلب منه إرسال الملف من جديد.
refusal-linkage-round-wrong-answer = لا يصح إثبات حامل المفتاح رقم { $number }: لم يُعدّ جوابه بحصته من مفتاح هذه الجولة.
    .hint = لا تستعمل هذا الجواب. اسأل حاملاً آخر، واسأل هذا أي حصة استعمل.
refusal-linkage-round-bad-key = لا يمكن قراءة المفتاح العلني للجولة.
    .hint = أحضر الملف round.json كما كُتب عند فتح الجولة.
refusal-linkage-round-bad-token = جزء من أحد السجلات فارغ أو أطول من أن يُرمَّز.
    .hint = ابحث في القائمة عن خلية طويلة جداً واختصرها.

# ملفات الجولات والربط.

refusal-secretariat-not-a-file-of-a-round = ليس هذا الملف { $what }: { $text }.
    .hint = اختر الملف الصحيح كما كُتب. وإن كان مرسلاً إليك فاطلبه من جديد.
fact-what-round = جولة
fact-what-share = حصة من مفتاح
fact-what-request = طلباً
fact-what-answer = جواباً من حامل مفتاح
fact-text-its-settings-are-not-those-that-it-was-opened-with = إعداداته ليست التي فُتحت بها الجولة
refusal-secretariat-not-of-this-round = لا يمكن استعمال هذه القائمة المرمَّزة: { $text }.
    .hint = أحضر قوائم رُمّزت في جولة واحدة، كلاً منها كما كُتبت.
fact-text-it-has-no-header = لا تذكر من أي جولة هي
fact-text-its-filters-are-not-of-whole-words = طول ترميزها ليس مما يُقرأ
fact-text-it-was-encoded-for-another-round = رُمّزت لجولة أخرى
fact-text-it-was-encoded-with-other-settings = رُمّزت بإعدادات أخرى
fact-text-it-was-encoded-for-another-round-than-the-first = رُمّزت لجولة غير جولة القائمة الأولى
fact-text-it-was-encoded-with-other-settings-than-the-first = رُمّزت بإعدادات غير إعدادات القائمة الأولى
fact-text-it-is-the-same-file-as-the-first = هي الملف الأول نفسه
fact-text-its-decoys-are-not-told-as-they-should-be = لم تُذكر سجلاتها المختلقة كما ينبغي
refusal-secretariat-not-a-linkage = لا يضم المجلد { $folder } ربطاً محفوظاً: { $text }.
    .hint = اختر مجلداً كُتب إليه ربط، بكل ملفاته، أو اربط القوائم من جديد.

# صفوف من قائمة حالات تُركت.

refusal-exchange-row-too-wide = في الصف خلايا أكثر من العناوين، فلا يُعرف أي خلية لأي عنوان.
    .hint = ابحث عن فاصل داخل خلية، وضع تلك الخلية بين علامتي اقتباس.
refusal-exchange-broken-quotes = في هذا الصف علامة اقتباس لم تُغلق، أو أُغلقت في وسط خلية.
    .hint = أغلقها، أو اكتبها مرتين إن كانت من النص.
refusal-exchange-row-cell-too-long = في هذا الصف خلية أطول مما يُقرأ.
    .hint = اختصرها.
refusal-exchange-row-of-too-many-cells = في الصف خلايا أكثر من أي جدول يُقرأ.
    .hint = احذف الخلايا البعيدة عن الجدول.

# ملاحظات على قائمة حالات قُرئت.

note-truth-ignored = يقول من هو من؛ تُرك لأن مقارنته قراءة للجواب.
note-ambiguous-id = اسمه اسم معرّف، لكن النص نفسه في صفوف عدة؛ واختير عمود آخر.
note-ids-are-row-numbers = لا عمود للمعرّفات؛ رقم الصف هو المعرّف.
note-ids-made-unique = معرّف يتكرر في صفوف عدة أو ينقص؛ أُضيف رقم الصف.
note-second-of-its-kind = عمود ثانٍ بالمعنى نفسه؛ قُرئ على أنه شيء آخر.
note-repeats-others = يكرر ما تقوله أعمدة أخرى؛ تُرك.
note-guessed-from-values = خُمّن معنى العمود من خلاياه.
note-words-for-nothing = كلمات تعني «لا شيء» وقد تكون أسماء، لكنها كثيرة جداً؛ قُرئت على أنها ناقصة.
note-perhaps-missing = كلمات تعني «لا شيء» وقد تكون أسماء؛ أُبقيت أسماء.
note-impossible-values = أعمار أو سنوات أو تواريخ غير ممكنة؛ قُرئت على أنها ناقصة.
note-sex-not-understood = جنس غير مفهوم؛ أُبقي كما هو.
note-form-not-understood = شكل استغلال غير مفهوم؛ أُبقي كما هو.
note-all-alike = النص نفسه في كل سجل.
note-case-encoding-guessed = خُمّنت طريقة كتابة الحروف في الملف.
note-case-undecodable-bytes = بايتات ليست حروفاً.
note-undecoded-letters = حروف لم يمكن قراءتها.
note-case-error-value = خطأ من برنامج الجداول مكان القيمة.
note-no-headings = لم يوجد صف عناوين؛ كل صف سجل.
note-other-sheets = لم تُقرأ أوراق أخرى من المصنّف.
note-row-without-anything = لا يُعرف عن هذا السجل إلا أنه موجود.
note-same-row-twice = مطابق لصف سابق، بمعرّفه أيضاً.
refusal-secretariat-too-many-strata = { $strata } من أنواع الأشخاص أكثر من أن تُعَدّ كلٌّ على حدة.
    .hint = عُدّهم بعدد أقل من المحاور.
refusal-secretariat-asked-of-a-linkage = لا يُقدَّر من ربط محفوظ إلا عدد الأشخاص في المجموع وبحسب أصنافهم.
    .hint = لا تطلب غير ذلك. فالرقم المأخوذ من الجدول الأرجح وحده يُغفل ما يتركه الربط مفتوحاً.

# ما تُرك من قائمة حالات، وما ينبغي لشخص أن ينظر فيه من ربط.

left-out-truth = يقول من هو من، ومقارنته قراءة للجواب
left-out-repeats = يكرر ما تقوله أعمدة أخرى
left-out-other-id = معرّف آخر للسجل
left-out-blank = لا شيء فيه
left-out-told = أنت طلبت ذلك
suspicion-weak-bridge = { $count ->
        [one] شخص واحد تتصل مجموعتان من سجلاته بزوج واحد مشكوك فيه
       *[other] عدد الأشخاص الذين تتصل مجموعتان من سجلاتهم بزوج واحد مشكوك فيه: { $count }
    }
suspicion-large-cluster = { $count ->
        [one] شخص واحد له سجلات أكثر مما تفسّره القوائم
       *[other] عدد الأشخاص الذين لهم سجلات أكثر مما تفسّره القوائم: { $count }
    }
suspicion-torn = { $count ->
        [one] سجل واحد قد يكون لأي من شخصين
       *[other] عدد السجلات التي قد يكون كل منها لأي من شخصين: { $count }
    }
suspicion-same-file = { $count ->
        [one] قائمة واحدة يكاد كل من عليها يكون على قائمة أخرى: لعلها الملف نفسه مرتين
       *[other] عدد القوائم التي يكاد كل من عليها يكون على قائمة أخرى: { $count }؛ لعلها الملف نفسه مرتين
    }
suspicion-matches-itself = { $count ->
        [one] قائمة واحدة تطابق سجلات كثيرة منها سجلات أخرى فيها: لعلها تضم نفسها مرتين، أو ليست خالية من التكرار كما قيل
       *[other] عدد القوائم التي تطابق سجلات كثيرة منها سجلات أخرى فيها: { $count }؛ لعلها تضم نفسها مرتين، أو ليست خالية من التكرار كما قيل
    }

# تقرير تقدير من ربط.

linked-title = إلى أي حد يُعرف من هو من
linked-range = بين { $low } و{ $high } من الأشخاص، عبر كل الافتراضات وكل ما يتركه ربط القوائم مفتوحاً.
linked-people = سجلات عددها { $records } من قوائم عددها { $lists } تقابل من { $low } إلى { $high } من الأشخاص، إذ سُحب الربط مرة بعد مرة.
linked-in-the-clear = رأى من ربط القوائم الأسماء مكشوفة.
linked-encoded = لم ير من ربط القوائم أي اسم: قورنت رموز.
linked-share = من جملة ما لا يُعرف عن الأشخاص الذين ليسوا على أي قائمة، { $percent } شك في من هو من على القوائم.
linked-little = وهذا قليل: فالباقي كله تقريباً مصادفة في من رُئي، وأي نموذج اختير. ومزيد من العناية بالربط لا يكاد يزيد الجواب يقيناً.
linked-some = والباقي مصادفة في من رُئي، وأي نموذج اختير. والنظر في الأزواج المشكوك فيها يزيد الجواب يقيناً بعض الشيء.
linked-most = وهذا معظمه. والنظر في الأزواج المشكوك فيها، أو قوائم تقول أكثر عن كل شخص، يزيد الجواب يقيناً أكثر مما تزيده قوائم أطول.
linked-not-combined = لم يُجمع ما تقوله سحوبات الربط، فلا يُعرف كم من الشك يرجع إلى الربط. والتقرير أدناه من الربط الأرجح وحده، كأن لا شك فيه.
linked-rate = { $low } إلى { $high }
linked-links = من الروابط المعقودة يُتوقع أن تصح { $precision }؛ ومن الروابط الصحيحة يُتوقع أن تُعقد { $recall }.
linked-by-bic = أفضل نموذج بمعيار BIC في كل سحب
linked-in-all = الأشخاص جميعاً
linked-hidden = الأشخاص الذين ليسوا على أي قائمة
linked-likeliest = الربط الأرجح وحده
linked-likeliest-lead = ما يلي يعدّ الربط الأرجح هو الحقيقة. وهو يبيّن أثر الافتراضات، ويُغفل ما يتركه الربط مفتوحاً.
linked-manifest-command = مع مجلد الربط، نفّذ:
estimate-of-linkage = { $draws ->
        [one] عبر سحب واحد من ربط؛ و{ $percent } مما لا يُعرف شك في من هو من.
       *[other] عبر سحوبات من ربط عددها { $draws }؛ و{ $percent } مما لا يُعرف شك في من هو من.
    }

# أصناف الأشخاص في ربط.

refusal-secretariat-linkage-without-strata = الربط في هذا المجلد لا يفرّق بين الأشخاص بشيء، فلا يفرّق بينهم بـ { $text }.
    .hint = اربط القوائم من جديد مع ‎--by { $text }.
refusal-secretariat-no-such-axis = الربط في هذا المجلد لا يفرّق بين الأشخاص بـ { $text }، بل بـ { $allowed }.
    .hint = سمّ واحداً من هذه، أو اربط القوائم من جديد مع ‎--by { $text }.
refusal-secretariat-axis-twice = طُلب التفريق بين الأشخاص بـ { $text } مرتين.
    .hint = قله مرة واحدة.
refusal-secretariat-strata-of-other-places = الأشخاص بحسب المكان ينتمون إلى أماكنهم، ولا يُسجَّلون لمكان واحد.
    .hint = قدّر بحسب الجنس أو العمر أو الشكل أو السنة، أو اربط قوائم كل مكان على حدة.
refusal-secretariat-stratum-says-nothing = لا تقول القوائم شيئاً عن المخفيين من { $name } سوى ما تقوله الأصناف الأخرى.
    .hint = فرّق بين الأشخاص بدقة أقل، أو أضف قائمة فيها هؤلاء الأشخاص.

# قرارات بشأن الأزواج.

refusal-secretariat-decision-of-no-record = قرار بشأن { $id } في القائمة { $list }، ولا يوجد مثل هذا السجل.
    .hint = أعطِ القرارات التي اتُّخذت بشأن هذه القوائم، بالأسماء التي لها هنا.
refusal-secretariat-not-decisions = { $path } ليس ملف قرارات: الصف { $row }: { $text }
    .hint = أعمدته list_a وid_a وlist_b وid_b وdecision (one-person أو two-people أو unsure) وby وat وshown.

refusal-secretariat-no-holder = { $holder } ليس من حائزي مفتاح الجولة: { $holders }.
    .hint = أعطِ الاسم كما هو في الشروط.
refusal-secretariat-other-step = الحائز في { $path } { $step }، والخطوة التالية غير هذه.
    .hint = الترتيب join ثم deal ثم share ثم finish. تُنجز كل خطوة مرة واحدة؛ ابدأ من جديد بشروط جديدة إن ضاعت رسالة.
fact-step-joined = انضم
fact-step-dealt = وزّع
fact-step-shared = له حصته
fact-what-terms = شروط جولة
fact-what-opening = افتتاح حائز
fact-what-deals = ملف توزيعات لهذا الحائز
fact-what-confirmation = تأكيد حائز
fact-what-ceremony = حال حائز في مراسم
