# المواءمة: هل يذهب الجهد إلى حيث الاحتياج.

nav-alignment = المواءمة
alignment-lead = هل يقع الجهد حيث الاحتياج، وكم يمكن أن يتحسن ذلك دون أن يخرج أحد عن ولايته.
alignment-elsewhere = للمقارنة: وجدت دراسة عن المعونات أن منظماتها تبلغ نحو { $share } من التنسيق الممكن (كوشا وآخرون، 2013). مقياسهم مختلف؛ فهو سياق لا هدف.
alignment-interval = مجال 90 %: من { $low } إلى { $high }
alignment-attainable = ما يمكن بلوغه
alignment-attainable-hint = الأفضل ضمن ولاية كل طرف
alignment-ratio = ما تحقق منه
alignment-ratio-hint = مما يمكن بلوغه
alignment-beside-need = بجانب احتياج قدره { $need }
alignment-cells = حيث يختلف الجهد والاحتياج أكثر
alignment-effort-share = الحصة من الجهد
alignment-need-share = الحصة من الاحتياج
alignment-beside = جنباً إلى جنب
alignment-bar = { $effort } من الجهد، { $need } من الاحتياج
alignment-moves = ما الذي ينتقل في أفضل توزيع
alignment-moves-hint = هذا أحد أفضل التوزيعات؛ وقد تكون غيره بجودته. وهو لا ينقل الجهد إلا إلى خلايا يمكن للمنظمة نفسها أن تخدمها في البلد نفسه بالمساعدة نفسها، ولا يقول شيئاً عن كلفة النقل.
alignment-gains = يكسب
alignment-moved = يوزّع في مكان آخر
