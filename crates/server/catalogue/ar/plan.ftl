### خطة العمل.

statement-plan-stated = إعلان خطة

## الرفض

refusal-coalition-action-without-number = الإجراء «{ $text }» بلا رقم.
    .hint = أعطِ كل إجراء رقماً خاصاً به، مثل 2.3.
refusal-coalition-two-of-one-number = الرقم { $code } مكرر.
    .hint = أعطِ أحدهما رقماً آخر.
refusal-coalition-action-without-text = الإجراء { $code } بلا نص.
    .hint = اذكر ما يجب فعله.
refusal-coalition-action-asks-nobody = الإجراء { $code } لا يُطلب من أحد.
    .hint = سمِّ من يقوم به: منظمة، أو نوعاً من المنظمات، أو عبارة مثل «دول المنشأ».
refusal-coalition-due-before-start = الإجراء { $code } مستحق في { $due }، قبل أن يبدأ في { $from }.
    .hint = ضع اليومين في ترتيبهما.
refusal-coalition-no-such-number = يذكر الإجراء { $code } الرقم { $named }، وهو غير موجود في هذه الخطة.
    .hint = صحّح الرقم، أو أضف ما يشير إليه.
refusal-coalition-action-waits-for-itself = تنتظر هذه الإجراءات بعضها بعضاً في حلقة: { $circle }.
    .hint = احذف أحدها مما يسبق غيره.
refusal-coalition-plan-under-itself = ستنفّذ الخطة نفسها.
    .hint = احذف الخطة التي تنفّذ هذه الخطة أصلاً.
refusal-coalition-unknown-action = لا يوجد في الخطة { $plan } إجراء برقم { $code }.
    .hint = ابحث عن الرقم في تلك الخطة.

## الحقول والقواعد

fact-rule-a-plan-has-a-name = للخطة اسم
fact-field-actions = الإجراءات
fact-rule-a-plan-has-at-least-one-action = في الخطة إجراء واحد على الأقل
