# الشركاء: من ينبغي أن يعمل مع من، ولماذا.

nav-partners = الشركاء
partners-of-organisation = مع من ينبغي أن تعمل
partners-lead = من يردّ أشخاصاً، ومن لديه بالقرب أماكن لهم.
partners-most = شركاء جدد لكل منظمة
partners-all = كل الأزواج
partners-none = لا شراكة جديدة تساعد أحداً، بحسب سجلات الإجابات.
partners-bound = تساوي هذه كلها معاً { $gain } من الأشخاص في السنة، بعد طرح كلفة الشراكة ومع زيادة لمن لا شركاء لهم؛ ولا يساوي أي اختيار آخر أكثر من { $at_most }.
partners-reach = عبر حدود الأماكن يُقدَّر أن { $share } من الأشخاص يصلون إلى خدمات الطرف الآخر.
partners-chosen = اجمع بين هؤلاء
partners-others = تساعد أيضاً
partners-others-hint = لدى أحد الطرفين ما يكفي من الشركاء الجدد.
partners-people = { $people ->
        [zero] لن يُساعَد أحد.
        [one] سيُساعَد نحو شخص واحد في السنة.
        [two] سيُساعَد نحو شخصين في السنة.
        [few] سيُساعَد نحو { $people } أشخاص في السنة.
        [many] سيُساعَد نحو { $people } شخصاً في السنة.
       *[other] سيُساعَد نحو { $people } شخص في السنة.
    }
partners-ties = { $ties ->
        [zero] لا شريك لأي منهما الآن.
        [one] لهما معاً شريك واحد الآن.
        [two] لهما معاً شريكان الآن.
        [few] لهما معاً { $ties } شركاء الآن.
        [many] لهما معاً { $ties } شريكاً الآن.
       *[other] لهما معاً { $ties } شريك الآن.
    }
partners-turned-away = ردّت { $from } من الأشخاص { $turned_away } في { $place } ({ $whom })؛ وكان لدى { $to } من الأماكن الشاغرة { $free } في { $room }. سيُساعَد نحو { $people }.
partners-you-turned-away = رددتم من الأشخاص { $turned_away } في { $place } ({ $whom })؛ وكان لدى { $to } من الأماكن الشاغرة { $free } في { $room }. سيُساعَد نحو { $people }.
partners-you-had-room = ردّت { $from } من الأشخاص { $turned_away } في { $place } ({ $whom })؛ وكان لديكم من الأماكن الشاغرة { $free } في { $room }. سيُساعَد نحو { $people }.
partners-room = من لديه أماكن
partners-along = ستصلان طرفي مسار.
partners-corridor = يُنقل في السنة على المسار { $corridor } من الأشخاص نحو { $flow }. تعمل { $origin } في مكان قدومهم و{ $destination } في مكان وصولهم، ولا يتابعهم أحد: نحو { $people } منهم من نصيب هاتين المنظمتين.
partners-corridors = يُعدّ من يُنقلون على { $count ->
        [zero] لا مسار
        [one] مسار واحد
        [two] مسارين
        [few] { $count } مسارات
        [many] { $count } مساراً
       *[other] { $count } مسار
    } بمقدار { $weight } ممن تصله المساعدة.
partners-corridors-left = { $count ->
        [zero] نُظر في كل المسارات.
        [one] لم يُنظر في مسار أخف.
        [two] لم يُنظر في مسارين أخف.
        [few] لم يُنظر في { $count } مسارات أخف.
        [many] لم يُنظر في { $count } مساراً أخف.
       *[other] لم يُنظر في { $count } مسار أخف.
    }
