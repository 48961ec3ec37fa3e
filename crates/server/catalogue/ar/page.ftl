# ما يحيط بكل صفحة، والدخول، وكل رفض من الخادم نفسه.

skip = انتقل إلى المحتوى
generated = هذه بيانات مولَّدة. لا وجود لأي شخص أو منظمة أو مكان فيها.
language = اللغة
digits = الأرقام:
sign-out = خروج
menu = القائمة
sections = الأقسام
help = التعريفات
twins = الصفحة نفسها للبرامج:
journal-size = { $size ->
        [zero] السجل فارغ.
        [one] يضم السجل إفادة واحدة.
        [two] يضم السجل إفادتين.
        [few] يضم السجل { $size } إفادات.
        [many] يضم السجل { $size } إفادة.
       *[other] يضم السجل { $size } إفادة.
    }
journal-root = الجذر
to-first-page = إلى الإطار

nav-picture = الصورة المشتركة
questions = أسئلة الصورة المشتركة
nav-frame = الإطار
nav-matrix = المصفوفة
nav-gaps = الفجوات
nav-proportion = التناسب
nav-ladder = السلّم
nav-changes = ما تغيّر
nav-ask = اسأل أولاً
nav-silence = الصمت
nav-next = الإجراءات التالية
nav-initiatives = المبادرات
nav-organisations = المنظمات
nav-places = الأماكن
nav-needs = الاحتياجات
nav-estimates = التقديرات
nav-import = الاستيراد
nav-journal = السجل
nav-users = المستخدمون

pager = صفحات هذه القائمة
pager-previous = السابقة
pager-next = التالية
pager-here = الصفحة { $page } من { $pages }
search = بحث
show = عرض
save = حفظ
edit = تعديل
any = الكل
never = لم يحدث
nothing-here = لا شيء هنا بعد.
not-stated = غير مذكور
and-more = { $count ->
        [zero] ولا مزيد
        [one] وواحد آخر
        [two] واثنان آخران
        [few] و{ $count } أخرى
        [many] و{ $count } أخرى
       *[other] و{ $count } أخرى
    }
list-comma = {"، "}
list-semicolon = {"؛ "}

between = من { $low } إلى { $high }
figure-with-interval = { $middle } (مجال { $level }: من { $low } إلى { $high })
count-up-to = { $high } أو أقل
count-at-least = { $low } أو أكثر
count-withheld = محجوب
money = { $amount } { $currency }
money-billions = { $amount } مليار { $currency }
period-open = في أي وقت
period-between = من { $start } إلى { $end }
period-from = منذ { $start }
period-until = حتى { $end }

sign-in = دخول
sign-in-name = الاسم
password = كلمة السر
sign-in-failed = الاسم وكلمة السر غير متطابقين.
sign-in-help = إذا فقدت كلمة السر فاطلب من مدير النظام رابطاً جديداً يُستعمل مرة واحدة.
first-title = اختيار كلمة السر
first-lead = يعمل هذا الرابط مرة واحدة. وكلمة السر التي تختارها هنا لك وحدك.
first-password = كلمة السر الجديدة
first-hint = 12 حرفاً أو أكثر. تذكُّر جملة أسهل من تذكُّر كلمة.
first-button = احفظها وادخل
first-used = استُعمل هذا الرابط من قبل أو انتهت مدته. اطلب من مدير النظام رابطاً جديداً.

role = الدور
actions = إجراءات
closed = مغلق
new-user = تسجيل شخص
register-user = تسجيل
organisation-id = معرّف المنظمة
organisation-id-hint = للأعضاء: الجزء الأخير من عنوان صفحة منظمتهم.
new-link = رابط جديد
new-link-for = رابط جديد لمرة واحدة باسم { $name }
close-account = إغلاق
close-account-of = إغلاق حساب { $name }
link-made = أُنشئ رابط لمرة واحدة. لن يظهر إلا الآن:
link-hint = سلّمه باليد أو بطريقة لا يطّلع عليها غير صاحبه. يعمل مرة واحدة خلال ثلاثة أيام.

trouble-not-there = لا شيء على هذا العنوان.
    .hint = ربما سُحب، أو كُتب العنوان خطأً.
trouble-method = لا يقبل هذا العنوان هذا الطلب.
    .hint = عد إلى الصفحة واستعمل نموذجها.
trouble-other-site = جاء هذا النموذج من موقع آخر فلم يُقبل.
    .hint = افتح الصفحة هنا وأرسل نموذجها من جديد.
trouble-too-large = ما أُرسل كبير جداً.
    .hint = الحد الأقصى للملفات 64 ميغابايت وللنماذج 64 كيلوبايت. أحضر الجدول الكبير في عدة ملفات.
trouble-timeout = استغرق الطلب وقتاً طويلاً فأُوقف.
    .hint = حاول من جديد، وعلى خط بطيء أحضر ملفاً أصغر.
trouble-unreadable = تعذّرت قراءة جزء من العنوان أو النموذج.
    .hint = صحّح ما هو مذكور أدناه وأعد الإرسال.
trouble-sign-in = سجّل الدخول أولاً.
    .hint = هذه الإجابة لمن سجّل دخوله.
trouble-broken = حدث عطل من جانبنا.
    .hint = لم يُنفَّذ شيء منقوصاً. أخبر مدير النظام بالرقم أدناه.
trouble-busy = يطلب آخرون الآن ما يستغرق حسابه وقتاً طويلاً.
    .hint = حاول من جديد بعد ربع دقيقة.
trouble-wait = { $seconds ->
        [zero] محاولات كثيرة. حاول من جديد.
        [one] محاولات كثيرة. انتظر ثانية ثم حاول من جديد.
        [two] محاولات كثيرة. انتظر ثانيتين ثم حاول من جديد.
        [few] محاولات كثيرة. انتظر { $seconds } ثوانٍ ثم حاول من جديد.
        [many] محاولات كثيرة. انتظر { $seconds } ثانية ثم حاول من جديد.
       *[other] محاولات كثيرة. انتظر { $seconds } ثانية ثم حاول من جديد.
    }
    .hint = لا يُحرم أحد من الدخول: تنتهي مدة الانتظار من تلقاء نفسها.
