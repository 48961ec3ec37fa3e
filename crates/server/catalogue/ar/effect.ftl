### What is associated with a commitment, and by when everything is due.

effect = ماذا نتج عنه
effect-commitment = الالتزام
effect-days = قُطع في { $made }، ويُنظر إليه في { $at }
effect-later-day = اليوم اللاحق
effect-caution = هذا اقتران لا برهان: كل ما حدث في هذه الخلايا وحدها داخل فيه.
effect-then = الفجوة يوم قُطع
effect-now = الفجوة الآن
effect-expected = المتوقع الآن قياساً على خلايا مشابهة
effect-association = الفرق
effect-share = نسبته من الفجوة المتوقعة
effect-interval = { $middle } (من { $low } إلى { $high })
effect-share-interval = { $middle } (من { $low } إلى { $high })
effect-smaller = الفجوة أصغر مما كان متوقعاً.
effect-larger = الفجوة أكبر مما كان متوقعاً.
effect-undecided = قد يكون الفرق محض صدفة.
effect-comparable = خلايا مشابهة
effect-other-forms = من أشكال أخرى أيضاً
effect-beside = { $count ->
    [zero] لا خلايا يُقارن بها
    [one] الخلية الوحيدة التي يُقارن بها
    [two] الخليتان اللتان يُقارن بهما
    [few] الخلايا الـ{ $count } التي يُقارن بها
    [many] الخلايا الـ{ $count } التي يُقارن بها
   *[other] الخلايا الـ{ $count } التي يُقارن بها
}
effect-what-is-not-in-it = ما ينبغي أن يُعرف عنه
effect-why-not-known-then = حاجات منه ذُكرت بعد أن قُطع
effect-why-not-stated-now = حاجات منه لم تعد مذكورة
effect-why-set-aside = حاجات منه حلت محلها حاجات أدق
effect-why-no-need = حاجات منه لم يكن يُحتاج فيها إلى شيء حينها
effect-why-no-gap = حاجات منه لم يكن أحد فيها بلا استجابة حينها
effect-why-nothing-comparable = حاجات منه لها أقل من خمس حاجات مشابهة
effect-without-need = { $count ->
    [zero] لكل الخلايا التي يسميها حاجة.
    [one] خلية واحدة مما يسميه لا حاجة فيها.
    [two] خليتان مما يسميه لا حاجة فيهما.
    [few] { $count } خلايا مما يسميه لا حاجة فيها.
    [many] { $count } خلية مما يسميه لا حاجة فيها.
   *[other] { $count } خلية مما يسميه لا حاجة فيها.
}
effect-restated = { $count ->
    [zero] لم تُذكر أي من حاجاته من جديد.
    [one] ذُكرت إحدى حاجاته من جديد منذ ذلك الحين، وفجوتها تغيرت لهذا السبب أيضاً.
    [two] ذُكرت حاجتان من حاجاته من جديد منذ ذلك الحين، وفجوتاهما تغيرتا لهذا السبب أيضاً.
    [few] ذُكرت { $count } من حاجاته من جديد منذ ذلك الحين، وفجواتها تغيرت لهذا السبب أيضاً.
    [many] ذُكرت { $count } من حاجاته من جديد منذ ذلك الحين، وفجواتها تغيرت لهذا السبب أيضاً.
   *[other] ذُكرت { $count } من حاجاته من جديد منذ ذلك الحين، وفجواتها تغيرت لهذا السبب أيضاً.
}
effect-shared = { $count ->
    [zero] لا يخص حاجاته التزام آخر.
    [one] تخص إحدى حاجاته التزامات أخرى أيضاً، وقد يكون الفرق من عملها.
    [two] تخص حاجتين من حاجاته التزامات أخرى أيضاً، وقد يكون الفرق من عملها.
    [few] تخص { $count } من حاجاته التزامات أخرى أيضاً، وقد يكون الفرق من عملها.
    [many] تخص { $count } من حاجاته التزامات أخرى أيضاً، وقد يكون الفرق من عملها.
   *[other] تخص { $count } من حاجاته التزامات أخرى أيضاً، وقد يكون الفرق من عملها.
}
effect-excluded = { $count ->
    [zero] لم تُستبعد أي حاجة مشابهة بسبب التزام آخر.
    [one] استُبعدت حاجة مشابهة واحدة لأن التزاماً آخر يخصها.
    [two] استُبعدت حاجتان مشابهتان لأن التزامات أخرى تخصهما.
    [few] استُبعدت { $count } حاجات مشابهة لأن التزامات أخرى تخصها.
    [many] استُبعدت { $count } حاجة مشابهة لأن التزامات أخرى تخصها.
   *[other] استُبعدت { $count } حاجة مشابهة لأن التزامات أخرى تخصها.
}
effect-cells-changed = خلاياه ليست التي سماها أولاً: الخلايا التي تُختار لاحقاً قد تكون هي التي تحسنت.
effect-rests-on = تقوم الصورة الأولى على أول { $then } من الإفادات، والثانية على { $now }.

calendar = تقويم الخطة
calendar-lead = المواعيد الأخيرة للإجراءات والالتزامات، ومواعيد انتهاء المقترحات والمراجعات.
calendar-file = ملف لبرنامج تقويم
calendar-to-come = ابتداءً من { $day }: { $count }
calendar-past = انقضى ولا يزال مفتوحاً: { $count }
calendar-day = اليوم
calendar-what = ماذا
calendar-action-due = موعد إجراء
calendar-commitment-due = موعد التزام
calendar-comments-end = آخر يوم للتعليقات
calendar-positions-end = آخر يوم للمواقف
calendar-answers-end = آخر يوم للإجابات
calendar-observations-end = آخر يوم للملاحظات
calendar-reply-due = آخر يوم للرد على ملاحظة
