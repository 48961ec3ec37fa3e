# الشبكة: من يعمل مع من، ومن يعمل جنباً إلى جنب بلا شراكة.

nav-network = الشبكة
network-lead = من شريك لمن في مبادرة جارية، وأين يعمل عدة أطراف جنباً إلى جنب بلا شراكة.
network-fragmentation = التجزؤ
network-by-distance = أزواج لا يصل بينها طريق؛ وبحسب المسافة { $share }
network-components = المكوّنات
network-largest = { $largest } في أكبرها؛ { $alone ->
        [zero] لا منظمة بلا شريك
        [one] منظمة واحدة بلا شريك
        [two] منظمتان بلا شريك
        [few] { $alone } منظمات بلا شريك
        [many] { $alone } منظمة بلا شريك
       *[other] { $alone } منظمة بلا شريك
    }
network-centralisation = المركزية
network-by-paths = بحسب الروابط؛ وبحسب أقصر الطرق { $share }
network-uncoordinated = خلايا بلا تنسيق
network-uncoordinated-of = { $cells } من { $all } من الخلايا التي فيها عدة منظمات
network-picture = من يعمل في شراكة مع من
network-about = عدد المنظمات { $organisations } وعدد الروابط { $ties }. العقد الأكبر لها روابط أكثر؛ وتدل الأشكال والألوان على نوع المنظمة. القريب في الرسم قريب في الروابط. والجدول أدناه يقول الشيء نفسه.
network-tie = شركاء في مبادرة جارية
network-message = { $name }: { $ties ->
        [zero] بلا روابط
        [one] رابط واحد
        [two] رابطان
        [few] { $ties } روابط
        [many] { $ties } رابطاً
       *[other] { $ties } رابط
    }، { $initiatives ->
        [zero] لا مبادرات هنا
        [one] مبادرة واحدة هنا
        [two] مبادرتان هنا
        [few] { $initiatives } مبادرات هنا
        [many] { $initiatives } مبادرة هنا
       *[other] { $initiatives } مبادرة هنا
    }
network-left-out = { $count ->
        [zero] رُسمت كل المنظمات.
        [one] منظمة واحدة روابطها أقل لم تُرسم.
        [two] منظمتان روابطهما أقل لم تُرسما.
        [few] { $count } منظمات روابطها أقل لم تُرسم.
        [many] { $count } منظمة روابطها أقل لم تُرسم.
       *[other] { $count } منظمة روابطها أقل لم تُرسم.
    }
network-uncoordinated-lead = خلايا فيها عدة منظمات، وليس بين أي اثنتين منها شراكة ولا شريك مشترك. هؤلاء من ينبغي جمعهم حول طاولة واحدة، وهذا موضوعهم.
network-chance = مقارنة بالمصادفة
network-observed = كما هو
network-mean = بالمصادفة
network-score = انحرافات فوق المصادفة
network-extreme = احتمال مثل ذلك
network-no-score = لا يتغير أبداً
network-likeness = متوسط تشابه الأزواج بحسب أماكنها
network-pairs = أزواج في خلية مشتركة
network-tables = { $tables ->
        [zero] بلا جداول عشوائية
        [one] جدول عشوائي واحد
        [two] جدولان عشوائيان
        [few] { $tables } جداول عشوائية
        [many] { $tables } جدولاً عشوائياً
       *[other] { $tables } جدول عشوائي
    } تبقى فيها كل منظمة في العدد نفسه من الخلايا ويبقى في كل خلية العدد نفسه من المنظمات؛ البذرة { $seed }. الحجم وحده يصنع تداخلاً: لا يقول أكثر إلا ما ابتعد عن المصادفة.
network-who = من هناك
network-spread = على كم طرف تتوزع الاستجابة
network-spread-lead = للخلايا التي فيها ثلاث حصص فأكثر: احتمال أن تأتي وحدتان من الاستجابة من منظمتين مختلفتين، بجانب الفجوة، والفجوة الأكبر أولاً.
network-spread-caution = تجد مراجعات الأدلة أن للتجزؤ في ذاته آثاراً ضارة قليلة؛ وإنما يضر حيث تكون الإدارة المتلقية ضعيفة. لا ترتّب به وحده أبداً.
network-spread-index = تجزؤ الاستجابة
network-effective = بمثابة متساوين عددهم
network-table = { $count ->
        [zero] لا منظمات
        [one] منظمة واحدة في جدول
        [two] منظمتان في جدول
        [few] { $count } منظمات في جدول
        [many] { $count } منظمة في جدول
       *[other] { $count } منظمة في جدول
    }
network-ties = الروابط
network-between = أقصر الطرق عبرها
network-component = المكوّن
