import type { Wording } from '../wording.ts'

export const es: Wording = {
  agree:
    'acept|acuerdo|consient|consent|suscrib|suscrip|inscrib|autoriz|permiso|permit|apunt|respond…sí_|dice sí|dices sí|decir sí|diciendo sí|das de alta|darse de alta|date de alta|alta_|unirse|únete|confirma_|confirmas|confirmar|confirmo|confirme_',
  ask: 'podemos|podríamos|puedo|quiere|quieres|quieren|querría|le gustaría|te gustaría|les gustaría|desea|deseas|está de acuerdo|estás de acuerdo|nos permite|nos permites|nos autoriza|nos autorizas|acepta|aceptas|autoriza|autorizas|consiente|consientes|le parece|te parece|le interesa|te interesa|nos deja|nos dejas|nos da|nos das|te apetece|puede…envi|puede…mand|puede…escrib|nos gustaría|le parece|te parece|pide|pedimos|solicita|invita|apuntas|apunta|suscrib',
  get: 'envi|recib|mand|escrib|contact|avis|inform|comunic|compart|hagamos llegar|hacer llegar|llegar|mantener|notific|remit|saber de|enterar|estar al día|al tanto',
  things:
    'mensaje|oferta|novedad|noticia|recordatorio|notificaci|aviso|informaci|info_|promoci|consejo|boletín|newsletter|alerta|whatsapp|escrib|actualizaci|publicidad|encuesta|comunicaci|saber de|descuentos',
  reply: 'respond|respuesta|contest|envi|escrib|mand|di_|diga|puls|toc|tecle|palabra|mensaje',
  stop: 'baja|parar|pare_|stop|cancel|dejar de|deje de|deja de|no recibir|no quiere recibir|terminar|finaliz|detener|anular|salir|no más|desuscri|dejar|interrump|revoc',
  later:
    'más tarde|luego|ahora no|no ahora|quizá|tal vez|a lo mejor|recuérd|recuerd|pregúnt|pregunt|otro día|otra vez|otro momento|después|omitir|saltar|cerrar|más información|saber más|todavía no|aún no|hoy no|pensar|ajustes|configur',
  guilt:
    'precio completo|precio entero|perder|pierd|odi|ahorr|aburri|no me importa|me da igual|pagar|pago más|dinero|descuento|ganga|tont|arrepent|trist|lástima|rico_|rica_|ignor|caro_|desinformad|gastar|malgast|fomo|me gusta|me encanta',
  pressure:
    'última oportunidad|últimas horas|date prisa|dese prisa|no te lo pierdas|no se lo pierda|no te pierdas|no se pierda|solo hoy|sólo hoy|antes de que sea tarde|te arrepentirás|se arrepentirá|todo el mundo|solo los tontos|sólo los tontos|corre_|quedan pocas|mucha pena|nos entristec|decepcion|rompas el corazón|rompa el corazón|romper el corazón|rompernos el corazón|no irás a decir|no irá a decir|no nos dirás que no|quién diría que no|no nos falles|no nos falle|plazas limitadas|cupos limitados|últimos cupos|hasta esta noche|solo por hoy|sólo por hoy|apresúr|apúr',
  silence:
    'no respond|no contest|sin respuesta|falta de respuesta|ausencia de respuesta|automátic|ya está suscrit|ya estás suscrit|ya está inscrit|está suscrit|estás suscrit|queda suscrit|quedas suscrit|quedará suscrit|quedarás suscrit|ha sido suscrit|has sido suscrit|ha sido añadid|has sido añadid|de lo contrario|si no responde|si no nos|si no dice|si no dices|silencio|al leer|al abrir|con leer|por leer|cualquier respuesta|entenderemos|entendemos que|asumimos|asumiremos|supondremos|daremos por|se considera|consideraremos|por defecto|le hemos suscrit|te hemos suscrit|le hemos dado de alta|te hemos dado de alta|te hemos añadid|o quedará|o quedarás|o te suscrib|o será|o serás|a menos que…no_|salvo que…no_|a menos que…rech|salvo que…rech|a menos que…baja|salvo que…baja|le hemos añadid|le hemos apuntad|te hemos apuntad|le apuntamos|te apuntamos|quien calla|significa que sí|lo tomaremos|sin noticias|al continuar|continuando|si continúa|al seguir|al usar|preseleccion|premarcad|ya marcad|empezarás a recibir|empezará a recibir|si no recibimos|no recibimos respuesta|marcado la casilla|casilla…marcada|ya hemos marcado|marcada por usted|marcada por ti|viene marcada|te hemos incluid|le hemos incluid|te hemos registrad|le hemos registrad|hemos añadido su|hemos añadido tu|hemos incluido su|hemos incluido tu|ya está en nuestra lista|ya estás en nuestra lista|te dimos de alta|le dimos de alta|hemos activado|ya está activad|ya ha sido incluid|ya fue incluid',
  bundle:
    'debe aceptar|debes aceptar|debe decir|debes|debe_|tiene que|tienes que|hay que|obligat|requisito|requerid|imprescindible|condición|para recibir su pedido|para recibir tu pedido|para recibir su paquete|para recibir tu paquete|para obtener su|para obtener tu|para completar|para confirmar su pedido|para confirmar tu pedido|para seguir|para continuar|para acceder|para conservar|de lo contrario no|si no, no|no podremos entregar|no podemos entregar|será cancelad|será bloquead|se cancelará|se bloqueará|antes de enviar su|antes de enviarle|antes de enviarte su|a cambio|para desbloquear|es necesario|será necesario|necesita aceptar|necesitas aceptar|su pedido solo si|tu pedido solo si|en caso contrario',
  promo:
    'descuento|% de|%_|rebaja|oferta|promoci|cupón|código|gratis|ganga|liquidaci|compra ya|compre ya|compra ahora|compre ahora|aprovech|nueva colección|gana_|black friday|mejor precio|regalo|ahorra|dos por uno|2x1|3x2|por uno en',
  confirm:
    'solicit|pidió|pediste|se suscribió|te suscribiste|se registró|te registraste|en nuestra web|en nuestra página|en nuestro sitio|su solicitud|tu solicitud|confirme|confirma que|su registro|tu registro',
  not: 'no_|ningún|ninguna|nada|nunca|solo si|sólo si',
  terms: 'términos|condiciones|política de privacidad|aviso legal',
  goods:
    'pedido|paquete|encargo|reembolso|factura|cita_|reserva|cuenta_|compra_|garantía|envío de su|cupón|puntos_|entrada_|entradas_|receta|medicament|mesa_|plaza_|reparación|resultados|servicio',
  withheld:
    'no podremos|no podemos|no se podrá|no se procesar|no se enviar|no se entregar|no se tramit|no será enviad|no será proces|no será entreg|no será tramit|no entreg|será cancelad|se cancelará|en espera|solo entreg|sólo entreg|solo enviamos|sólo enviamos|hasta que acept|en cuanto acept|cuando acept|una vez que acept|necesitamos su consent|necesitamos tu consent|necesitamos que acept|quedará anulad|se anulará|será anulad|solo se confirm|sólo se confirm|no se confirm|no confirm|no podrá|solo a quienes|sólo a quienes|perderá|perderás|pierde_|pierdes_|caducar|caducan',
  purpose: 'para_',
  gift: 'vale_|cupón|regalo|descuento|gratis|puntos|bono_|premio|sorte',
  given:
    'recibe un|reciben|obtiene|obten|gana_|gane_|regala|llévese|llévate|le damos|te damos|recibirá un|recibirás un|consigue|llévate un|gánese|gánate|sorte',
  refused:
    'dice que no|dices que no|responde que no|rechaz|sin su consentimiento|sin tu consentimiento|sin consentimiento|si no acepta|no da su|no das tu',
  lost: 'perder|pierde|elimina|caduca|cancelará|cancelado|no podremos|no podemos|no podrá|bloquea|borrar|borra_|anula|no quedará confirmad|no se confirmará|no será confirmad|no se tramitará',
}
