### Recommendations of outside mechanisms.

nav-recommendations = التوصيات
recommendation = توصية
recommendations-lead = ما تطلبه الآليات الخارجية من الدول والمنظمات، وأي إجراءات في الخطط تستجيب له، وما وُعد به في سبيلها.
how-recommendations = كيف تُعالج التوصيات
recommendations-found = { $count ->
    [zero] لا توصيات.
    [one] توصية واحدة.
    [two] توصيتان.
    [few] { $count } توصيات.
    [many] { $count } توصية.
   *[other] { $count } توصية.
}
recommendations-of-action = يستجيب لها إجراء من
recommendations-all = عرض كل التوصيات
recommendations-none = ما من توصية من هذا النوع.
recommendation-words = كلمات في النص أو الوثيقة
recommendation-mechanism = الآلية
mechanism-upr = الاستعراض الدوري الشامل
mechanism-greta = فريق الخبراء (غريتا)
mechanism-tip-report = تقرير الاتجار بالأشخاص
mechanism-untoc = استعراض اتفاقية مكافحة الجريمة المنظمة عبر الوطنية
mechanism-other = آلية أخرى
recommendation-year = السنة
recommendation-document = الوثيقة
recommendation-addressee = موجّهة إلى
recommendation-response = جوابه
response-accepted = مقبولة
response-noted = أُحيط بها علماً
response-none = غير معروف
recommendation-answered = يستجيب لها إجراء
recommendation-answered-yes = نعم، إجراء
recommendation-answered-no = لا إجراء
recommendation-actions = الإجراءات التي تستجيب لها
recommendation-no-answer = لا يستجيب لها أي إجراء في خطة.
recommendation-by-group = قيل عن توصية أخرى تطلب الشيء نفسه
recommendation-same = توصيات أخرى تطلب الشيء نفسه: { $count }
recommendation-row = الصف { $row }
recommendation-answer = تحديد الإجراءات التي تستجيب لها
recommendation-answer-hint = هذه دون سواها. الإجراءات غير المؤشَّرة اقتراحات بحسب كلماتها.
recommendation-answer-save = هذه تستجيب لها
recommendation-number = رقم إجراء آخر
recommendation-likeness = التشابه: { $likeness }
recommendation-group = توصيات أخرى تطلب الشيء نفسه
recommendation-this = هذه
recommendation-first = الأكثر تمثيلاً
recommendation-other = الأخرى
recommendation-only-here = هنا فقط:
recommendation-part = إخراج هذه من المجموعة
recommendation-part-reason = لماذا لا تطلب الشيء نفسه
recommendations-alike = المتشابهة منها
recommendations-alike-lead = توصيات تتشابه كلماتها كثيراً، جنباً إلى جنب. لا يُضم شيء من تلقاء نفسه: من يؤشّر على واحدة يقول إنها تطلب الشيء نفسه. والمضمومة تشترك في الإجراءات التي تستجيب لها.
recommendations-alike-none = ما من توصيات هنا متشابهة لم تُضم بعد.
recommendations-likeness = التشابه، فوق 0 وحتى 1
recommendations-groups = المجموعات: { $count }، بين توصيات عددها { $among }.
recommendations-too-many = عدد التوصيات هنا { $among }، ولا يُقارن منها دفعة واحدة أكثر من { $most }. اختر آلية أو سنة أو مكاناً.
recommendations-asks-same = تطلب الشيء نفسه
recommendations-join = ضم المؤشَّر عليها
recommendations-choose = لم يُؤشَّر على شيء.
    .hint = أشّر على ما يطلب الشيء نفسه الذي تطلبه الأكثر تمثيلاً.
recommendations-new = استيراد جدول
recommendations-table = جدول التوصيات
recommendations-table-hint = توصية في كل صف، بصيغة XLSX أو ODS أو CSV أو TSV؛ ويُعرض قبل أن يتغير شيء. الأعمدة هي
recommendations-read = التوصيات في الجدول
recommendations-new-ones = جديدة
recommendations-changed = متغيرة
recommendations-answered-anew = تحددت استجابتها من جديد
recommendations-first-read = أولاها
plan-recommendations = التوصيات: { $count }

help-recommendations = التوصيات
    .text =
        التوصية طلب واحد من آلية خارجية إلى دولة أو منظمة. تُقرأ من جدول وتُعرف بوثيقتها وسنتها والموجّهة إليه ونصها، فلا يقول الملف نفسه شيئاً جديداً في المرة الثانية. جوابها ما قاله الموجَّهة إليه للآلية؛ أما الإجراءات التي تستجيب لها فيحددها المنسّقون وتبقى في السجل.
        تُقترح التوصيات التي تطلب الشيء نفسه بكلمات أخرى: تُقارن نصوص اللغة الواحدة بالكلمات وأزواج الكلمات، دون أسماء الموجّهة إليهم. والتشابه J هو وزن ما يشترك فيه نصان مقسوماً على وزن كل ما فيهما: 1 حيث يستعملان الكلمات نفسها بالترتيب نفسه، و0 حيث لا يشتركان في شيء. والكلمة التي ترد في d من n نصوص يزيد وزنها كلما ندرت، ووزن الزوج 0.3 من ذلك. وتُطلب المجموعات ابتداءً من 0.4 ما لم يُطلب غير ذلك. ويؤكد المنسّق ما يطلب الشيء نفسه. والضم متعدٍّ: الإجراء الذي يستجيب لواحدة من مجموعة يستجيب لها كلها.
        تُعدّ الالتزامات تجاه هذه الإجراءات دون ما سُحب منها. وأن يستجيب إجراء لتوصية لا يقول شيئاً عن تنفيذه.
