import type { Wording } from '../wording.ts'

export const fr: Wording = {
  agree:
    "accept|consen|abonn|inscri|autoris|d'accord|d’accord|permett|permission|répond…oui|dire oui|oui_…répond|donne…accord|accord_|approuv",
  ask: "pouvons-nous|pouvons nous|puis-je|peut-on|peut on|pourrions-nous|pourrions nous|souhaitez-vous|souhaitez vous|souhaites-tu|voulez-vous|voulez vous|veux-tu|aimeriez-vous|aimeriez vous|aimerais-tu|êtes-vous d'accord|êtes-vous d’accord|êtes-vous intéressé|acceptez-vous|acceptez vous|acceptes-tu|consentez-vous|nous autorisez-vous|autorisez-vous|est-ce que|es-tu d'accord|es-tu d’accord|cela vous|ça te|ça vous|envie de|seriez-vous|peut-elle|peut-il|peut…envoy|peut…écri|aimerait|aimerions|demande|sollicite|invite|envie",
  get: 'envoy|envoi|recev|reçoi|écri|contact|inform|tenir au courant|tenir informé|transmett|partag|adress|communiqu|avert|prévenir|suivre|au courant|abonn|donner des nouvelles',
  things:
    'message|offre|actualité|nouvelle|nouveauté|rappel|notification|info|conseil|promotion|newsletter|lettre|alerte|whatsapp|écrire|courant|mise à jour|mises à jour|suivi|publicité|enquête|bon plan|bons plans|communication',
  reply: 'répond|réponse|envoy|écri|tap|dit|dire|texto|saisi|appuy|message',
  stop: 'stop|arrêt|désabonn|désinscri|résili|annul|ne plus|plus recevoir|mettre fin|retir|quitt|fin_|cesser|interromp',
  later:
    "plus tard|pas maintenant|peut-être|rappel|demand|une autre fois|ignorer|passer|fermer|en savoir plus|plus d'info|plus d’info|pas encore|pas aujourd|réfléch|décider|paramètre|réglage",
  guilt:
    "plein tarif|prix fort|plein pot|rater|rate_|manqu|détest|hais|économi|ennuy|m'en fiche|m’en fiche|m'en fous|m’en fous|payer plus|payer|perd|argent|réduction|bonnes affaires|bon plan|bêt|regret|triste|dommage|riche|ignoran|tant pis|cher_|j’aime|j’adore",
  pressure:
    "dernière chance|vite_|dépêchez|ne ratez pas|ne rate pas|ne manquez pas|ne manque pas|seulement aujourd|avant qu'il ne soit|avant qu’il ne soit|vous le regretterez|tout le monde|plus que quelques|seuls les idiots|dernier jour|beaucoup de peine|rendrait triste|tristes_|déception|décevr|briser le c|brise le c|brisez pas le c|n’allez tout de même pas|n’allez quand même pas|n’allez pas refuser|pas nous dire non|qui dirait non|qui refuserait|nous décevoir|décevez|places limitées|dernières heures|plus que deux heures|plus qu’une heure|jusqu’à minuit|jusqu’à ce soir|aujourd’hui seulement|faites vite|hâtez",
  silence:
    'sans réponse|absence de réponse|pas de réponse|ne répondez pas|ne réponds pas|non-réponse|sans retour|à moins de|automatiq|déjà inscrit|déjà abonné|êtes inscrit|êtes abonné|avez été inscrit|avez été abonné|avez été ajouté|sinon vous|sinon, vous|sinon nous|faute de|silence|en lisant|en ouvrant|toute réponse|nous considér|considér|nous suppos|vaut accord|vaut consentement|vaut acceptation|par défaut|nous vous avons inscrit|nous vous avons abonné|nous vous avons ajouté|ou vous serez|ou vous êtes|sauf si…non_|sauf si…refus|à moins que…refus|à moins que…non_|sauf refus|sauf opposition|sauf avis contraire|si vous ne dites|si tu ne dis|si vous ne refus|sans nouvelles|qui ne dit mot|vaut oui|signifie oui|sur notre liste|en continuant|en poursuivant|en restant|en utilisant|la poursuite|sauf si|précoch|pré-coch|présélection|déjà coch|si nous ne recev|case…déjà|coché…à votre place|coché…pour vous|avons coché|vous avons déjà inscrit|vous avons déjà ajout|vous avons déjà enregistr|vous avons enregistr|avons ajouté votre numéro|avons inscrit votre numéro|faites déjà partie de notre liste|êtes déjà sur notre liste|avons activé|avons déjà activé|d’ores et déjà|figure déjà|figurez déjà',
  bundle:
    'vous devez|tu dois|il faut|obligat|obligé|requis|nécessaire|indispensable|condition_|conditionn|pour recevoir votre commande|pour recevoir votre colis|pour obtenir votre|pour suivre votre|pour finaliser|pour valider votre|pour continuer|pour accéder|pour conserver|afin de recevoir votre|sinon votre|sinon nous ne|ne pourrons pas livrer|ne peut être livr|sera annulé|sera bloqué|sera suspendu|en échange|en contrepartie|débloquer|votre commande uniquement si|votre colis uniquement si|qu’à condition',
  promo:
    "réduction|remise|% de|%_|solde|offre|promo|code promo|bon d'achat|bon d’achat|coupon|gratuit|bon plan|achetez|profitez|nouvelle collection|gagne|black friday|meilleur prix|cadeau|déstock|offert|pour le prix|acheté",
  confirm:
    'vous avez demandé|tu as demandé|vous vous êtes inscrit|vous êtes inscrit…site|sur notre site|votre inscription|votre demande|confirmez|confirmer',
  not: 'pas_|aucun|rien|jamais|seulement si|uniquement si',
  terms:
    "conditions générales|cgv|cgu|politique de confidentialité|conditions d'utilisation|conditions d’utilisation",
  goods:
    'commande|colis_|livraison|remboursement|facture|rendez-vous|réservation|compte_|achat|garantie|bon d’achat|points_|billet|ordonnance|médicament|table_|réparation|résultats|service_|avantages',
  withheld:
    'ne pouvons|ne pourrons|ne peut pas|ne pourra|ne sera pas trait|ne sera pas expédi|ne sera pas livr|ne sera pas valid|ne sera pas envoy|impossible|sera annul|en attente|dès que vous accept|une fois que vous accept|tant que vous n|besoin de votre accord|besoin de votre consent|que si vous accept|que si vous dites oui|ne sera confirm|sera perdu|ne pourrez|uniquement à ceux|perdrez|perdez_|perdus|expirer|ne vous sera pas|ne sera pas remis',
  purpose: 'pour_|afin de_',
  gift: 'bon_|bons_|cadeau|réduction|remise|gratuit|coupon|points_|chèque|bonus|tirage|tirons au sort|tiré au sort|tombola',
  given:
    'offert|offrons|recevez un|reçoivent|reçoit|recevrez un|gagne|obtenez|obtiendrez|à la clé|remercie|recevez…€|empochez|profitez d|tirage|tirons au sort|tiré au sort|tombola',
  refused:
    "refus|sans votre accord|sans votre consentement|sans consentement|n'acceptez pas|dites non|répondez non",
  lost: 'perd|supprim|expire|annul|ne pourrons pas|ne pouvons pas|bloqu|clôtur|effac|pas confirmé|pas être confirmé|pas traité|pas honoré',
}
